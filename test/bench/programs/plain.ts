import { App, Chart } from 'cdk8s';
import { access } from './plain/access.js';
import { configuration } from './plain/configuration.js';
import { deployment } from './plain/deployment.js';
import { scaling } from './plain/scaling.js';
import { tellUsage } from './usage.js';

const [outdir = '', count = ''] = process.argv.slice(2);
const total = Number(count);
const names = total === 1 ? ['myapp'] : Array.from({ length: total }, (_, at) => `myapp-${at}`);

const since = performance.now();
const app = new App({ outdir });
for (const [at, name] of names.entries()) {
  const labels = {
    app: name,
    'app.kubernetes.io/component': 'api',
    'app.kubernetes.io/instance': name,
    'app.kubernetes.io/managed-by': 'slipway',
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/part-of': 'shop',
    'app.kubernetes.io/version': '1.4.2',
    owner: 'platform',
    version: '1.4.2',
  };
  const chart = new Chart(app, name, { namespace: 'shop', labels, disableResourceNameHashes: true });
  configuration(chart, name);
  deployment(chart, name, labels);
  scaling(chart, name);
  access(chart, name, names[(at + 1) % total] ?? name);
}
app.synth();
tellUsage(since);
