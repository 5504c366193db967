import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { organisation } from '../../apps/organisation.js';
import type { Json, JsonObject } from '../../lib/json.js';
import { objectsOf } from '../../lib/synth/objects.js';
import { appOf, objectsIn, resolved, validWorkspace } from '../support/arbitrary-workspace.js';
import { suite } from '../support/suite.js';
import { apply, podsOf, register } from './apply.js';
import { startApiServer } from './server.js';

/** Gives every object of the example organisation to a real API server, strictly, in restricted namespaces. */
const programs = { etcd: process.env.ETCD ?? 'etcd', server: process.env.KUBE_APISERVER ?? 'kube-apiserver' };
const missing = Object.values(programs).filter((program) => spawnSync(program, ['--version']).error !== undefined);
if (missing.length > 0) {
  console.error(`test:api-server needs ${missing.join(' and ')}: apt-get install etcd-server, and
  cd test/api-server && go build -o <folder>/kube-apiserver k8s.io/kubernetes/cmd/kube-apiserver
on the PATH, or named in ETCD and KUBE_APISERVER`);
  process.exit(69);
}

const app = await organisation('unwritten');
const byEnvironment = new Map<string, JsonObject[]>();
for (const chart of app.charts) {
  const name = 'environment' in chart && typeof chart.environment === 'string' ? chart.environment : '';
  byEnvironment.set(name, [...(byEnvironment.get(name) ?? []), ...objectsOf(chart)]);
}
const all = [...byEnvironment.values()].flat();

const server = await startApiServer(programs);
try {
  await register(server, all);
  const refused = async (objects: readonly Json[]): Promise<void> => {
    const problems = (await Promise.all(objects.map((object) => apply(server, object)))).flat();
    if (problems.length > 0) throw new Error(problems.join('\n'));
  };
  const expectRefused = async (object: Json, reason: RegExp): Promise<void> => {
    const [problem = 'it was accepted'] = await apply(server, object);
    if (!reason.test(problem)) throw new Error(problem);
  };
  const [pod] = podsOf(all);
  const deployment = all.find(({ kind }) => kind === 'Deployment');
  await suite('api-server', [
    ...[...byEnvironment].flatMap(([name, objects]) => [
      { name: `it takes every object of ${name} strictly and without a warning`, action: () => refused(objects) },
      { name: `it admits every pod of ${name} to its restricted namespace`, action: () => refused(podsOf(objects)) },
    ]),
    {
      name: 'it takes every object and pod of 400 random valid definitions, strictly and without a warning',
      action: async () => {
        const samples = fc.sample(validWorkspace(), { seed: Number(process.env.SEED ?? 20_261_122), numRuns: 400 });
        const sets = samples.map((sample) => objectsIn(appOf(sample, resolved(sample))) as unknown as JsonObject[]);
        await register(server, sets.flat());
        for (const objects of sets) await refused([...objects, ...podsOf(objects)]);
      },
    },
    {
      name: 'it refuses a field that it does not know, so that taking the others means something',
      action: () =>
        expectRefused(
          { ...deployment, spec: { ...(deployment?.spec as JsonObject), replcas: 3 } },
          /unknown field "spec.replcas"/,
        ),
    },
    {
      name: 'it refuses a privileged pod, so that admitting the others means something',
      action: () =>
        expectRefused(
          { ...pod, spec: { ...(pod?.spec as JsonObject), hostNetwork: true } },
          /violates PodSecurity "restricted/,
        ),
    },
  ]);
} finally {
  await server.stop();
}
