import { fileURLToPath } from 'node:url';
import { loadWorkspace, readImagesLock, resolveWorkspace, run, ServiceChart, SlipwayApp } from '../../../lib/index.js';
import { platform } from './definitions.js';
import { tellUsage } from './usage.js';

const here = fileURLToPath(new URL('./workspace/', import.meta.url));

await run(async () => {
  const images = readImagesLock(`${here}images.lock.json`);
  const environments = resolveWorkspace(await loadWorkspace(here), { platform, images });
  const since = performance.now();
  const app = new SlipwayApp({ outdir: process.argv[2] ?? '' });
  for (const { services } of environments) for (const service of services) new ServiceChart(app, service);
  app.synth();
  tellUsage(since);
});
