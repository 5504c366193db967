import { run } from '../lib/index.js';

await run(async () => {
  const { organisation } = await import('./organisation.js');
  (await organisation()).synth();
});
