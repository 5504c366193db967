import { service } from '../../../../lib/index.js';
import { definition } from '../definitions.js';

export default service(definition('myapp', 'myapp'));
