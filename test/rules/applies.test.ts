import { describe, expect, test } from 'vitest';
import { check, rules } from '../../lib/rules/index.js';
import { add, all, asCronJob, asJob, type Change, container, drop, golden, pod, set } from './golden.js';

const paths = (id: string, change: Change) =>
  check(
    change(golden()),
    rules.filter((rule) => rule.id === id),
  ).map(({ path }) => path);

const oneReplica = all(drop('HorizontalPodAutoscaler'), set('Deployment', 'spec/replicas', 1));
const image = (name: string) => all(container('image', name), container('imagePullPolicy', undefined));
const variable = (entry: unknown) => container('env/2', entry);
const literal = (name: string, value: string) => variable({ name, value });
const from = (source: string, name: string, key: string, more = {}) =>
  variable({ name: 'PORT', valueFrom: { [source]: { name, key, ...more } } });
const init = (fields: object) => pod('initContainers', [{ name: 'migrate', image: 'x:1', ...fields }]);

describe('a rule applies where its scanner applies it', () => {
  test('probes are not asked of jobs', () => {
    for (const id of ['polaris/readinessProbeMissing', 'kube-linter/no-readiness-probe', 'kubescape/C-0018']) {
      expect(paths(id, all(container('readinessProbe', undefined), asCronJob))).toEqual([]);
      expect(paths(id, all(container('readinessProbe', undefined), asJob))).toEqual([]);
    }
  });

  test('kube-score asks for probes only where a Service targets the pod, and of any container', () => {
    const missing = container('readinessProbe', undefined);
    expect(paths('kube-score/pod-probes', all(missing, drop('Service')))).toEqual([]);
    expect(paths('kube-score/pod-probes', all(missing, pod('containers/1', { readinessProbe: { exec: {} } })))).toEqual(
      [],
    );
  });

  test('kube-score asks for replicas and the strategy only where a Service targets the pod', () => {
    expect(paths('kube-score/deployment-replicas', all(oneReplica, drop('Service')))).toEqual([]);
    const recreate = set('Deployment', 'spec/strategy/type', 'Recreate');
    expect(paths('kube-score/deployment-strategy', all(recreate, drop('Service')))).toEqual([]);
    expect(paths('kube-score/deployment-strategy', set('Deployment', 'spec/strategy', undefined))).toEqual([]);
  });

  test('budget and anti-affinity are asked from two replicas on', () => {
    const bare = all(oneReplica, pod('affinity', undefined), drop('PodDisruptionBudget'));
    for (const id of [
      'kube-score/deployment-has-poddisruptionbudget',
      'kube-score/deployment-has-host-podantiaffinity',
      'kube-linter/no-anti-affinity',
    ]) {
      expect(paths(id, bare)).toEqual([]);
    }
  });

  test('init containers are judged for privileges, and not for probes', () => {
    const bare = init({});
    expect(paths('pss/allowPrivilegeEscalation', bare)).toEqual([
      'spec.template.spec.initContainers[0].securityContext.allowPrivilegeEscalation',
    ]);
    expect(paths('kube-score/container-resources', bare)).toHaveLength(4);
    expect(paths('polaris/livenessProbeMissing', bare)).toEqual([]);
    expect(paths('polaris/cpuLimitsMissing', bare)).toEqual([]);
  });

  test.each([
    ['orders', true, true, true],
    ['registry:5000/orders', false, true, false],
    ['orders:latest', true, true, true],
    ['orders:1.4.2', false, false, false],
    ['orders@sha256:0123', false, false, false],
  ])('%s is judged by each scanner in its own way', (name, kubeScore, kubeLinter, polaris) => {
    expect(paths('kube-score/container-image-tag', image(name)).length > 0).toBe(kubeScore);
    expect(paths('kube-linter/latest-tag', image(name)).length > 0).toBe(kubeLinter);
    expect(paths('polaris/tagNotSpecified', image(name)).length > 0).toBe(polaris);
  });

  test('an absent pull policy is Always for kube-score where the tag is latest or absent', () => {
    expect(paths('kube-score/container-image-pull-policy', image('orders'))).toEqual([]);
    expect(paths('kube-score/container-image-pull-policy', image('orders:1'))).toHaveLength(1);
  });

  test('a container setting wins over that of the pod', () => {
    expect(paths('pss/runAsNonRoot', pod('securityContext/runAsNonRoot', undefined))).toEqual([]);
    expect(paths('pss/runAsNonRoot', container('securityContext/runAsNonRoot', undefined))).toEqual([]);
    expect(paths('pss/runAsNonRoot', pod('securityContext/runAsNonRoot', false))).toHaveLength(1);
    expect(paths('kubescape/C-0013', container('securityContext/runAsGroup', 0))).toHaveLength(1);
  });

  test('Polaris takes a bare number for no quantity', () => {
    expect(paths('polaris/cpuLimitsMissing', container('resources/limits/cpu', 1))).toHaveLength(1);
    expect(paths('kube-score/container-resources', container('resources/limits/cpu', 1))).toEqual([]);
  });

  test('Polaris refuses a policy that two pod labels match', () => {
    const selector = { 'app.kubernetes.io/name': 'orders', 'app.kubernetes.io/instance': 'orders' };
    const two = set('NetworkPolicy', 'spec/podSelector/matchLabels', selector);
    expect(paths('polaris/missingNetworkPolicy', two)).toHaveLength(1);
    expect(paths('kube-score/pod-networkpolicy', two)).toEqual([]);
  });

  test('a policy without policyTypes closes Egress where it has rules for it', () => {
    const unsaid = set('NetworkPolicy', 'spec/policyTypes', undefined);
    expect(paths('kube-score/pod-networkpolicy', unsaid)).toEqual([]);
    expect(
      paths('kube-score/pod-networkpolicy', all(unsaid, set('NetworkPolicy', 'spec/egress', undefined))),
    ).toHaveLength(1);
  });

  test('selectors of another namespace select nothing', () => {
    const elsewhere = set('Service', 'metadata/namespace', 'carts');
    expect(paths('kube-score/service-targets-pod', elsewhere)).toEqual(['spec.selector']);
    expect(paths('kube-linter/dangling-servicemonitor', elsewhere)).toEqual(['spec.selector']);
    const everywhere = set('ServiceMonitor', 'spec/namespaceSelector', { any: true });
    expect(paths('kube-linter/dangling-servicemonitor', all(elsewhere, everywhere))).toEqual([]);
  });

  test('peers are judged among the neighbours in the set, and never in other namespaces', () => {
    const id = 'kube-linter/dangling-networkpolicypeer-podselector';
    const peer = (more = {}) =>
      set('NetworkPolicy', 'spec/ingress/0/from', [{ podSelector: { matchLabels: { app: 'carts' } }, ...more }]);
    const neighbour = (app: string) => add('Pod', 'other', { metadata: { labels: { app } } });
    expect(paths(id, peer())).toEqual([]);
    expect(paths(id, all(peer(), neighbour('carts')))).toEqual([]);
    expect(paths(id, all(peer(), neighbour('stock')))).toEqual(['spec.ingress[0].from[0].podSelector']);
    expect(paths(id, all(peer({ namespaceSelector: {} }), neighbour('stock')))).toEqual([]);
  });

  test('references are judged only where their object is in the set', () => {
    const id = 'kube-linter/env-value-from';
    expect(paths(id, from('configMapKeyRef', 'elsewhere', 'PORT'))).toEqual([]);
    expect(paths(id, from('configMapKeyRef', 'orders-config-7c1e', 'HTTP_PORT'))).toEqual([]);
    expect(paths(id, from('configMapKeyRef', 'orders-config-7c1e', 'PORT', { optional: true }))).toEqual([]);
  });

  test('an ExternalSecret tells the keys of the Secret that it makes', () => {
    const id = 'kube-linter/env-value-from';
    const external = add('ExternalSecret', 'orders', {
      spec: { target: { name: 'orders-secrets' }, data: [{ secretKey: 'DB' }] },
    });
    expect(paths(id, all(external, from('secretKeyRef', 'orders-secrets', 'DB')))).toEqual([]);
    expect(paths(id, all(external, from('secretKeyRef', 'orders-secrets', 'REDIS')))).toHaveLength(1);
  });

  test('Kubescape lets variables hold the path of a secret, and ConfigMaps not', () => {
    expect(paths('kubescape/C-0012', literal('DB_PASSWORD_FILE', '/run/password'))).toEqual([]);
    expect(paths('polaris/sensitiveContainerEnvVar', literal('DB_PASSWORD_FILE', '/run/password'))).toHaveLength(1);
    expect(paths('kubescape/C-0012', set('ConfigMap', 'data/DB_PASSWORD_FILE', '/run/password'))).toEqual([
      'data.DB_PASSWORD_FILE',
    ]);
    expect(paths('kubescape/C-0012', literal('ACCOUNT', 'AKIAABCDEFGHIJKLMNOP'))).toHaveLength(1);
  });

  test('no finding shows the value of a secret', () => {
    const findings = check(literal('DB_PASSWORD', 'hunter2')(golden()));
    expect(findings.length).toBeGreaterThan(2);
    expect(JSON.stringify(findings)).not.toContain('hunter2');
  });

  test.each([
    ['50%', 0],
    ['67%', 1],
    [2, 0],
    [3, 1],
    ['100%', 1],
  ])('a budget of %s of three pods gives %i findings, since percentages round up', (minAvailable, count) => {
    expect(
      paths('kube-linter/pdb-min-available', set('PodDisruptionBudget', 'spec/minAvailable', minAvailable)),
    ).toHaveLength(count);
  });

  test('a route may name a Service of another namespace', () => {
    const route = (namespace?: string) =>
      add('HTTPRoute', 'way', {
        metadata: { namespace: 'edge' },
        spec: { rules: [{ backendRefs: [{ name: 'orders', port: 80, ...(namespace ? { namespace } : {}) }] }] },
      });
    expect(paths('kubescape/C-0302', route('shop'))).toEqual([]);
    expect(paths('kubescape/C-0302', route())).toEqual(['spec.rules[0].backendRefs[0]']);
  });

  test('a CronJob that keeps its jobs by time as well as by history contradicts itself', () => {
    const kept = set('CronJob', 'spec/jobTemplate/spec/ttlSecondsAfterFinished', 60);
    expect(paths('kube-linter/job-ttl-seconds-after-finished', all(asCronJob, kept))).toHaveLength(1);
  });
});
