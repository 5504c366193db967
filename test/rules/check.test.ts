import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check, type KubernetesObject, referenceOf } from '../../lib/rules/index.js';
import { failures } from './failures.js';
import { container, golden, pod } from './golden.js';

/** A cluster holds one object of a kind and a name, and synth refuses two. */
const unique = (objects: readonly KubernetesObject[]): readonly KubernetesObject[] => [
  ...new Map(objects.map((object) => [referenceOf(object), object])).values(),
];

const changed = fc
  .subarray(
    failures.map(([, change]) => change),
    { maxLength: 3 },
  )
  .map((changes) => unique(changes.reduce((objects, change) => change(objects), golden())));

const inNamespace = (objects: readonly KubernetesObject[], namespace: string): readonly KubernetesObject[] =>
  objects
    .filter(({ metadata }) => metadata.namespace !== undefined)
    .map((object) => ({ ...object, metadata: { ...object.metadata, namespace } }));

test('the order of the objects changes nothing', () => {
  fc.assert(
    fc.property(changed, fc.infiniteStream(fc.double({ noNaN: true })), (objects, numbers) => {
      const order = new Map(objects.map((object) => [object, numbers.next().value]));
      const shuffled = [...objects].sort((a, b) => Number(order.get(a)) - Number(order.get(b)));
      expect(check(shuffled)).toEqual(check(objects));
    }),
    { numRuns: 40 },
  );
});

test('namespaces do not influence each other', () => {
  fc.assert(
    fc.property(changed, changed, (left, right) => {
      const [one, other] = [inNamespace(left, 'one'), inNamespace(right, 'other')];
      const together = check([...one, ...other]).map((finding) => JSON.stringify(finding));
      const apart = [...check(one), ...check(other)].map((finding) => JSON.stringify(finding));
      expect(together.sort()).toEqual(apart.sort());
    }),
    { numRuns: 40 },
  );
});

test('a finding names the rule, the object, the place, what was found and what to do', () => {
  expect(
    check(container('resources/limits/memory', undefined)(golden())).find(({ rule }) => rule === 'kubescape/C-0271'),
  ).toEqual({
    rule: 'kubescape/C-0271',
    object: 'Deployment/shop/orders',
    path: 'spec.template.spec.containers[0].resources.limits.memory',
    message: 'memory is missing, must be set',
    fix: 'set resources.memory.limit',
  });
});

test('findings come sorted by object, rule and place', () => {
  const found = check(pod('securityContext', undefined)(container('image', 'orders')(golden())));
  const keys = found.map(({ object, rule, path }) => [object, rule, path].join('\n'));
  expect(keys.length).toBeGreaterThan(5);
  expect(keys).toEqual([...keys].sort());
});

test('manifests with parts missing or of the wrong type are judged, not refused', () => {
  const kinds = [
    'Deployment',
    'CronJob',
    'Service',
    'Ingress',
    'NetworkPolicy',
    'PodDisruptionBudget',
    'HorizontalPodAutoscaler',
    'RoleBinding',
    'ConfigMap',
    'ServiceMonitor',
    'HTTPRoute',
    'Role',
  ];
  const anyObject = fc.record({
    apiVersion: fc.constant('v1'),
    kind: fc.constantFrom(...kinds),
    metadata: fc.record({ name: fc.constant('x') }),
    spec: fc.oneof(
      fc.jsonValue(),
      fc.record({ template: fc.record({ spec: fc.record({ containers: fc.array(fc.jsonValue()) }) }) }),
    ),
    rules: fc.jsonValue(),
    subjects: fc.jsonValue(),
    data: fc.jsonValue(),
  });
  fc.assert(
    fc.property(fc.array(anyObject), (objects) => {
      for (const { object } of check(objects)) expect(object).toMatch(/\/x$/);
    }),
    { numRuns: 200 },
  );
});
