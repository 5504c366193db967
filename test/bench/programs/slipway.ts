import { resolveWorkspace, ServiceChart, SlipwayApp } from '../../../lib/index.js';
import { definition, images, platform, serviceNames } from './definitions.js';
import { tellUsage } from './usage.js';

const [outdir = '', count = ''] = process.argv.slice(2);
const names = serviceNames(Number(count));
const entries = names.map((name, at) => ({
  source: `${name}/service.ts`,
  input: definition(name, names[(at + 1) % names.length] ?? name),
}));
const environments = resolveWorkspace(entries, { platform, images: images(names) });
const since = performance.now();
const app = new SlipwayApp({ outdir });
for (const { services } of environments) for (const service of services) new ServiceChart(app, service);
app.synth();
tellUsage(since);
