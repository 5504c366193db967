import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { isJsonObject, type Json } from '../../lib/json.js';
import { applyPatch, type ObjectPatch, overlay, patchObjects } from '../../lib/kubernetes/overlay.js';
import { objectsOf } from '../../lib/synth/objects.js';
import { SlipwayApp } from '../../lib/synth.js';

let outdir = '';
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'slipway-overlay-'));
});
afterEach(() => rmSync(outdir, { recursive: true }));

/** A chart with a typed Deployment and Service, as small as Kubernetes takes them. */
function example(): { app: SlipwayApp; chart: Chart; objects: readonly ApiObject[] } {
  const app = new SlipwayApp({ outdir });
  const chart = new Chart(app, 'myapp', { disableResourceNameHashes: true });
  const labels = { app: 'myapp' };
  const deployment = new k8s.KubeDeployment(chart, 'deployment', {
    metadata: { name: 'myapp' },
    spec: {
      selector: { matchLabels: labels },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: k8s.IntOrString.fromString('25%') } },
      template: {
        metadata: { labels },
        spec: { initContainers: [{ name: 'sidecar', image: 'b' }], containers: [{ name: 'myapp', image: 'a' }] },
      },
    },
  });
  const service = new k8s.KubeService(chart, 'service', {
    metadata: { name: 'myapp' },
    spec: { selector: labels, ports: [{ port: 80 }] },
  });
  return { app, chart, objects: [deployment, service] };
}

/** The objects of the file that a synth writes, as YAML 1.1 reads them. */
function written(app: SlipwayApp): readonly unknown[] {
  app.synth();
  const text = readFileSync(join(outdir, 'myapp.k8s.yaml'), 'utf8');
  return parseAllDocuments(text, { version: '1.1' }).map((document) => document.toJS());
}

const at = (object: unknown, path: string): unknown =>
  path
    .slice(1)
    .split('/')
    .reduce<unknown>(
      (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
      object,
    );

const pod = '/spec/template/spec';

describe('patchObjects', () => {
  const lost: readonly (readonly [kind: string, op: 'add' | 'replace', path: string, value: Json])[] = [
    ['Deployment', 'add', `${pod}/containers/0/resources`, { limits: { memory: '1Gi' }, requests: { cpu: '100m' } }],
    ['Deployment', 'add', `${pod}/containers/0/livenessProbe`, { httpGet: { path: '/h', port: 8080 } }],
    ['Deployment', 'replace', '/spec/strategy/rollingUpdate/maxSurge', 1],
    ['Deployment', 'add', `${pod}/containers/0/lifecycle`, { preStop: { sleep: { seconds: 5 } } }],
    ['Deployment', 'add', `${pod}/initContainers/0/restartPolicy`, 'Always'],
    ['Deployment', 'add', `${pod}/securityContext`, { appArmorProfile: { type: 'RuntimeDefault' } }],
    ['Deployment', 'add', `${pod}/hostAliases`, [{ ip: '10.0.0.1', hostnames: ['db'] }]],
    ['Deployment', 'add', `${pod}/hostPID`, true],
    ['Deployment', 'add', `${pod}/setHostnameAsFQDN`, true],
    [
      'Deployment',
      'add',
      `${pod}/volumes`,
      [{ name: 'info', projected: { sources: [{ downwardAPI: { items: [] } }] } }],
    ],
    ['Deployment', 'add', '/spec/aFieldOfTheFuture', { on: 'on', mode: '0755' }],
    ['Deployment', 'add', '/aTopLevelField', 1],
    ['Service', 'add', '/spec/ports/0/targetPort', 'http'],
    ['Service', 'add', '/spec/trafficDistribution', 'PreferClose'],
    ['Service', 'add', '/spec/clusterIP', 'None'],
    ['Service', 'add', '/spec/sessionAffinityConfig', { clientIP: { timeoutSeconds: 60 } }],
  ];

  test.each(lost)('in the file of %s, %s %s arrives whole', (kind, op, path, value) => {
    const { app, objects } = example();
    patchObjects(objects, [{ target: { kind }, operations: [{ op, path, value }] }]);
    const object = written(app).find((each) => at(each, '/kind') === kind);
    expect(at(object, path)).toEqual(value);
  });

  test('what no patch names stays as it was', () => {
    const [plain, patched] = [example(), example()];
    patchObjects(patched.objects, [
      { target: { kind: 'Service' }, operations: [{ op: 'add', path: '/spec/clusterIP', value: 'None' }] },
    ]);
    const [service, deployment] = written(patched.app);
    expect(at(service, '/spec/clusterIP')).toBe('None');
    expect(deployment).toEqual(objectsOf(plain.chart)[1]);
  });

  const problem = (objects: readonly ApiObject[], ...patches: readonly ObjectPatch[]): (() => void) => {
    return () => patchObjects(objects, patches);
  };

  test('targets that match nothing are all told, with the objects that there are', () => {
    const { objects } = example();
    const patches = [{ kind: 'Ingress' }, { kind: 'Service', name: 'other' }].map((target) => ({
      target,
      operations: [],
    }));
    expect(problem(objects, ...patches)).toThrow(
      'patch of Ingress: there is none; the objects are Deployment "myapp", Service "myapp"\n' +
        'patch of Service "other": there is none; the objects are Deployment "myapp", Service "myapp"',
    );
    expect(problem([], { target: { kind: 'Service' }, operations: [] })).toThrow('the chart has no objects');
  });

  test('a target that matches several asks for the name, which then chooses', () => {
    const { app, chart, objects } = example();
    const second = new ApiObject(chart, 'second', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'second' } });
    const all = [...objects, second];
    const operations = [{ op: 'add', path: '/metadata/annotations', value: { patched: 'yes' } }] as const;
    expect(problem(all, { target: { kind: 'Service' }, operations })).toThrow(
      'patch of Service: it could be any of Service "myapp", Service "second"; set target.name to one of them',
    );
    patchObjects(all, [{ target: { kind: 'Service', name: 'second' }, operations }]);
    const annotated = written(app).filter((object) => at(object, '/metadata/annotations/patched') === 'yes');
    expect(annotated.map((object) => at(object, '/metadata/name'))).toEqual(['second']);
  });

  test('an operation that fits nowhere is told beside targets that do not exist, with the object and the pointer', () => {
    const { objects } = example();
    const operations = [{ op: 'remove', path: '/spec/clusterIP' }] as const;
    expect(
      problem(objects, { target: { kind: 'Service' }, operations }, { target: { kind: 'Ingress' }, operations }),
    ).toThrow(
      'patch of Service "myapp": cannot remove "/spec/clusterIP": there is nothing there; "/spec" has "ports", "selector"\n' +
        'patch of Ingress: there is none',
    );
  });

  test('an operation that no longer fits when the object is rendered fails the synth, with the construct', () => {
    const { app, objects } = example();
    const [, service] = objects;
    if (service === undefined) throw new Error('the example has a service');
    overlay(service, (json) => applyPatch(json, [{ op: 'remove', path: '/spec/clusterIP' }]));
    expect(() => app.synth()).toThrow('[myapp/service] patch of Service "myapp": cannot remove "/spec/clusterIP"');
  });
});

describe('overlay', () => {
  test('overlays compose in the order in which they were laid on', () => {
    const { chart, objects } = example();
    const [, service] = objects;
    if (service === undefined) throw new Error('the example has a service');
    const append = (text: string) => (json: Json) =>
      isJsonObject(json) ? { ...json, trace: `${json.trace === undefined ? '' : json.trace}${text}` } : json;
    overlay(service, append('a'));
    overlay(service, append('b'));
    expect(objectsOf(chart)[0]).toMatchObject({ kind: 'Service', trace: 'ab' });
    expect(objectsOf(chart)[0]).toMatchObject({ trace: 'ab' });
  });
});
