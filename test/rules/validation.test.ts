import { readFileSync } from 'node:fs';
import type { ValidationViolation } from 'cdk8s-cli/plugins';
import { expect, test } from 'vitest';
import { type Context, SlipwayValidation } from '../../lib/rules/validation.js';
import { all, container, golden, set } from './golden.js';

const run = async (manifests: Readonly<Record<string, readonly unknown[]>>) => {
  const violations: ValidationViolation[] = [];
  const statuses: string[] = [];
  const logged: string[] = [];
  const context: Context = {
    manifests: Object.keys(manifests),
    parseManifest: (path) => [...(manifests[path] ?? [])],
    report: { addViolation: (violation) => violations.push(violation), submit: (status) => statuses.push(status) },
    logger: { log: (message) => logged.push(message) },
  };
  await new SlipwayValidation().validate(context);
  return { violations, statuses, logged };
};

test('golden manifests pass, and what is no object is passed over', async () => {
  expect(await run({ 'dist/local/orders.k8s.yaml': [...golden(), null, 'text', { kind: 'X' }] })).toEqual({
    violations: [],
    statuses: ['success'],
    logged: [],
  });
});

test('a finding is a violation with the name that cdk8s finds the construct by', async () => {
  const { violations, statuses } = await run({ 'dist/orders.k8s.yaml': container('image', 'orders:1')(golden()) });
  expect(statuses).toEqual(['failure']);
  expect(violations).toEqual([
    {
      ruleName: 'kubescape/C-0306',
      recommendation: 'a tag can be moved, a digest cannot',
      fix: 'build the image, so that images.lock.json has its digest, and let the environment demand digests',
      violatingResources: [
        {
          resourceName: 'orders',
          manifestPath: 'dist/orders.k8s.yaml',
          locations: [
            'Deployment/shop/orders spec.template.spec.containers[0].image: image is "orders:1", must be pinned by @sha256:…',
          ],
        },
      ],
    },
  ]);
});

test('manifests of one folder are judged together, those of two folders apart', async () => {
  const [service, rest] = [
    golden().filter(({ kind }) => kind === 'Service'),
    golden().filter(({ kind }) => kind !== 'Service'),
  ];
  expect((await run({ 'dist/a/service.yaml': service, 'dist/a/rest.yaml': rest })).statuses).toEqual(['success']);
  expect((await run({ 'dist/a/service.yaml': service, 'dist/b/rest.yaml': rest })).statuses).toEqual(['failure']);
});

test('two environments with objects of the same name are both reported', async () => {
  const broken = set('Service', 'spec/type', 'LoadBalancer')(golden());
  const { violations } = await run({ 'dist/b/orders.yaml': broken, 'dist/a/orders.yaml': broken });
  expect(violations.map(({ ruleName }) => ruleName)).toEqual(['kube-linter/exposed-services']);
  expect(violations[0]?.violatingResources.map(({ manifestPath }) => manifestPath)).toEqual([
    'dist/a/orders.yaml',
    'dist/b/orders.yaml',
  ]);
});

test('an unknown waiver fails, a waiver that nothing needs is logged', async () => {
  const waived = (ids: string) => set('Service', 'metadata/annotations', { 'slipway.dev/waivers': ids })(golden());
  const unknown = await run({ 'orders.yaml': waived('kube-score/service-typo') });
  expect(unknown.violations.map(({ ruleName }) => ruleName)).toEqual(['slipway/unknown-waiver']);
  const stale = await run({ 'orders.yaml': waived('kube-score/service-type') });
  expect(stale.statuses).toEqual(['success']);
  expect(stale.logged).toEqual([
    'Service/shop/orders: waiver is of kube-score/service-type, which the object passes; remove the waiver',
  ]);
});

test('the order of the manifests changes nothing in the report', async () => {
  const broken = all(container('image', 'orders'), set('Service', 'spec/type', 'NodePort'))(golden());
  const [first = [], second = []] = [broken.slice(0, 5), broken.slice(5)];
  expect(await run({ 'b.yaml': second, 'a.yaml': first })).toEqual(await run({ 'a.yaml': first, 'b.yaml': second }));
});

test('the plugin imports only types of cdk8s-cli, so that it loads without it', () => {
  const source = readFileSync(new URL('../../lib/rules/validation.ts', import.meta.url), 'utf8');
  expect(source.match(/^import .*cdk8s-cli.*$/gm)).toEqual([expect.stringMatching(/^import type /)]);
});
