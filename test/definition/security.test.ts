import { describeShorthands } from '../support/shorthands.js';

const security = (short: object, long: object) => [{ security: short }, { security: long }] as const;

describeShorthands([
  security({ writable: ['/tmp'] }, { writable: [{ path: '/tmp', size: '64Mi', medium: 'disk' }] }),
  security({}, { writable: ['/tmp'], user: 65_532, group: 65_532, identity: 'fixed', capabilities: [] }),
  security({}, { serviceAccount: { token: false, annotations: {} } }),
]);
