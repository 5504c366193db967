import { expect, test } from 'vitest';
import { minimal, resolved } from '../support/definitions.js';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

test('labels say who it is, and the selector only what never changes', () => {
  const service = resolved(minimal({ system: 'store', component: 'api', labels: { 'example.com/tier': 'front' } }));
  expect(service.labels).toEqual({
    'example.com/tier': 'front',
    app: 'orders',
    version: '1.4.2',
    owner: 'shop',
    'app.kubernetes.io/name': 'orders',
    'app.kubernetes.io/instance': 'orders',
    'app.kubernetes.io/version': '1.4.2',
    'app.kubernetes.io/component': 'api',
    'app.kubernetes.io/part-of': 'store',
    'app.kubernetes.io/managed-by': 'slipway',
  });
  expect(service.podLabels).toEqual(service.labels);
  expect(service.selector).toEqual({ 'app.kubernetes.io/name': 'orders', 'app.kubernetes.io/instance': 'orders' });
});

test('without a word the system is the service and the component its kind', () => {
  const { labels, system, namespace } = resolved(minimal());
  expect([labels['app.kubernetes.io/component'], system, namespace]).toEqual(['service', 'orders', 'orders']);
});

test('a selector that adopts a running workload is on the pods too', () => {
  const workload = { kind: 'service', selector: { app: 'legacy', tier: 'front' } };
  const { selector, podLabels, labels } = resolved(minimal({ workload }));
  expect(selector).toEqual(workload.selector);
  expect(podLabels).toMatchObject(workload.selector);
  expect(labels.app).toBe('orders');
});

test('the version is the tag, else the first digits of the digest, and always a label value', () => {
  const version = (image: string) => resolved(minimal({ image })).version;
  expect(version('a/b:1.4.2')).toBe('1.4.2');
  expect(version(`a/b:1.4.2@${digest}`)).toBe('1.4.2');
  expect(version(`a/b@${digest}`)).toBe('0123456789ab');
  expect(version(`a/b:${'_'.repeat(9)}@${digest}`)).toBe('0123456789ab');
  const long = version(`a/b:${'v'.repeat(62)}${'.'.repeat(60)}`);
  expect(long).toBe('v'.repeat(62));
});

test('team, description and links become annotations of the workload', () => {
  const { about, podAnnotations } = resolved(
    minimal({
      team: { name: 'shop', email: 'shop@example.com' },
      description: 'Takes orders',
      links: { runbook: 'https://example.com/run' },
    }),
  );
  expect(about).toEqual({
    'a8r.io/description': 'Takes orders',
    'a8r.io/owner': 'shop',
    'a8r.io/runbook': 'https://example.com/run',
    email: 'shop@example.com',
  });
  expect(podAnnotations).toEqual({});
});

test('pods carry the annotations of every object and their own', () => {
  const { annotations, podAnnotations } = resolved(minimal({ annotations: { a: '1' }, podAnnotations: { b: '2' } }));
  expect(annotations).toEqual({ a: '1' });
  expect(podAnnotations).toEqual({ a: '1', b: '2' });
});

test('the namespace follows the pattern of the environment', () => {
  const namespace = (pattern: string) => resolved(minimal({ system: 'store' }), { namespaces: pattern }).namespace;
  expect(namespace('{system}')).toBe('store');
  expect(namespace('{team}-{name}-{environment}')).toBe('shop-orders-test');
  expect(namespace('all')).toBe('all');
});

test('the version is what the build was called, not its tag, which has fewer characters', () => {
  const build = {
    version: '1.4.2+build.7',
    commit: 'f'.repeat(40),
    dirty: false,
    time: '2026-11-22T10:00:00Z',
    context: digest,
    dockerfile: digest,
  };
  const images = { orders: { '*': { tag: '1.4.2-build.7', digest, build } } };
  const { version, image } = resolved(minimal({ image: undefined, build: 'node' }), {}, { images });
  expect(version).toBe('1.4.2-build.7');
  expect(image).toEqual({ repository: 'orders', tag: '1.4.2-build.7', digest });
  const named = { orders: { '*': { tag: 'release-7', digest, build } } };
  expect(resolved(minimal({ image: undefined, build: 'node' }), {}, { images: named }).version).toBe('1.4.2-build.7');
});

test('an environment runs its own image, else that of its channel, else that of all', () => {
  const image = (facts: object) =>
    resolved(minimal({ image: undefined, build: 'node' }), facts, {
      images: { orders: { '*': { tag: '1.0' }, stable: { tag: '1.1' }, edge: { tag: '1.2' } } },
    }).image.tag;
  expect([image({}), image({ channel: 'stable' }), image({ channel: 'beta' })]).toEqual(['1.0', '1.1', '1.0']);
});
