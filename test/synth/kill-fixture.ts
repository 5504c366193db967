import { ApiObject, Chart } from 'cdk8s';
import { SlipwayApp } from '../../lib/synth.js';

/** Synthesizes many small charts with one word in them, and says when it begins; `kill.test.ts` kills it at any time. */
const [outdir = '', word = '', count = ''] = process.argv.slice(2);
const app = new SlipwayApp({ outdir });
for (let index = 0; index < Number(count); index += 1) {
  const chart = new Chart(app, `svc-${index}`);
  Object.assign(chart, { outputFile: `production/svc-${index}.k8s.yaml` });
  for (const name of ['first', 'last']) {
    new ApiObject(chart, name, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: `${index}-${name}` },
      data: { word },
    });
  }
}
process.stdout.write('ready\n');
app.synth();
