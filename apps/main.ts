import { run } from '../lib/index.js';
import { organisation } from './organisation.js';

await run(async () => (await organisation()).synth());
