import { expect, test } from 'vitest';
import type { Fields } from '../support/definitions.js';
import { cron, minimal, resolved, worker } from '../support/definitions.js';

const rules = (input: Fields, facts: Parameters<typeof resolved>[1] = {}): readonly string[] =>
  resolved(input, facts).waivers.map(({ rule }) => rule);

const cases: readonly (readonly [string, Fields, Fields, string])[] = [
  ['an autoscaler', minimal({ scaling: { max: 5 } }), minimal(), 'polaris/deploymentMissingReplicas'],
  ['a single pod', minimal({ scaling: 1 }), minimal({ scaling: 2 }), 'polaris/missingPodDisruptionBudget'],
  ['two pods', minimal({ scaling: 2 }), minimal(), 'kube-linter/minimum-three-replicas'],
  [
    'an autoscaler from two',
    minimal({ scaling: { min: 2, max: 5 } }),
    minimal({ scaling: { max: 5 } }),
    'kube-linter/hpa-minimum-three-replicas',
  ],
  ['no processor limit', minimal({ resources: { cpu: { limit: 'none' } } }), minimal(), 'polaris/cpuLimitsMissing'],
  ['no probes', worker(), minimal(), 'polaris/readinessProbeMissing'],
  ['the platform’s user', minimal({ security: { identity: 'platform' } }), minimal(), 'kubescape/C-0013'],
  [
    'an Ingress in clear',
    minimal({ network: { expose: { host: 'a.example.com', tls: false } } }),
    minimal({ network: { expose: 'a.example.com' } }),
    'polaris/tlsSettingsMissing',
  ],
  [
    'secrets in the environment',
    minimal({ config: { secrets: { A: {} } } }),
    minimal({ config: { secrets: { A: { as: 'file' } } } }),
    'kubescape/C-0207',
  ],
  [
    'a ServiceAccount of somebody else',
    minimal({ security: { serviceAccount: { name: 'shared' } } }),
    minimal(),
    'kube-linter/non-existent-service-account',
  ],
  [
    'a token of the Kubernetes API',
    minimal({
      security: { serviceAccount: { token: true } },
      network: { egress: [{ kind: 'cidr', cidr: '10.0.0.1/32', ports: [443] }] },
    }),
    minimal(),
    'polaris/automountServiceAccountToken',
  ],
  [
    'a user of the image',
    minimal({ security: { user: 1000 } }),
    minimal({ security: { user: 10_000 } }),
    'kube-score/container-security-context-user-group-id',
  ],
  [
    'a port that the system reserves',
    minimal({ network: { ports: { http: 80 } }, security: { capabilities: ['NET_BIND_SERVICE'] } }),
    minimal({ network: { ports: { http: 1025 } } }),
    'kube-linter/privileged-ports',
  ],
  [
    'an autoscaler that may go down to one pod',
    minimal({ scaling: { min: 1, max: 4 } }),
    minimal({ scaling: 1 }),
    'polaris/hpaMinAvailability',
  ],
  [
    'an autoscaler without room',
    minimal({ scaling: { max: 3 } }),
    minimal({ scaling: { max: 4 } }),
    'polaris/hpaMaxAvailability',
  ],
  [
    'a worker whose metrics have a Service',
    worker({ network: { ports: { metrics: 9090 } } }),
    worker(),
    'kube-score/pod-probes',
  ],
  ['one pod behind a Service', minimal({ scaling: 1 }), worker({ scaling: 1 }), 'kube-score/deployment-replicas'],
];

test.each(cases)('%s is a waiver, and only then', (_, waived, kept, rule) => {
  expect(rules(waived)).toContain(rule);
  expect(rules(kept)).not.toContain(rule);
});

test('a load balancer is a waiver, also as a further Service', () => {
  const callers = [{ kind: 'cidr', cidr: '203.0.113.0/24' }];
  const rule = 'kube-linter/exposed-services';
  expect(rules(minimal({ network: { callers, service: { type: 'LoadBalancer' } } }))).toContain(rule);
  const services = { public: { ports: ['http'], type: 'LoadBalancer' } };
  expect(rules(minimal({ network: { callers, services } }))).toContain(rule);
  expect(rules(minimal({ network: { callers } }))).not.toContain(rule);
});

test('the facts of the environment make waivers too', () => {
  expect(rules(minimal(), { imagePullPolicy: 'IfNotPresent' })).toContain('polaris/pullPolicyNotAlways');
  expect(rules(minimal())).not.toContain('polaris/pullPolicyNotAlways');
  expect(rules(minimal(), { priorityClass: 'high' })).not.toContain('polaris/priorityClassNotSet');
  expect(rules(minimal())).toContain('polaris/priorityClassNotSet');
});

test('a cron job has no waivers of a Deployment', () => {
  const kinds = resolved(cron()).waivers.flatMap((waiver) => (waiver.kinds === 'all' ? [] : waiver.kinds));
  expect(rules(cron())).not.toContain('polaris/missingPodDisruptionBudget');
  expect(rules(cron())).not.toContain('polaris/readinessProbeMissing');
  expect(new Set(kinds)).toContain('CronJob');
});

test('what the team waives holds for all of its objects', () => {
  const waiver = {
    rule: 'kube-linter/privileged-ports',
    reason: 'old clients need it',
    owner: 'me',
    expires: '2030-01-31',
  };
  expect(resolved(minimal({ waivers: [waiver] })).waivers).toContainEqual(
    expect.objectContaining({ rule: waiver.rule, reason: waiver.reason, kinds: 'all' }),
  );
});

test('an image whose tag moves is waived in local work, where it is taken', () => {
  const image = 'registry.example.com/acme/orders:latest';
  const waived = ['kube-score/container-image-tag', 'kube-linter/latest-tag', 'polaris/tagNotSpecified'];
  expect(rules(minimal({ image }), { local: true })).toEqual(expect.arrayContaining(waived));
  expect(rules(minimal({ image }), { local: true })).not.toContain('kubescape/C-0075');
  expect(rules(minimal({ image }), { local: true, imagePullPolicy: 'IfNotPresent' })).toContain('kubescape/C-0075');
  expect(rules(minimal(), { local: true })).not.toContain('polaris/tagNotSpecified');
});

test('TLS is waived only where no route has it', () => {
  const expose = [{ host: 'a.example.com', tls: false }, { host: 'b.example.com' }];
  expect(rules(minimal({ network: { expose } }))).not.toContain('polaris/tlsSettingsMissing');
});
