import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, type App, Chart, type ChartProps, Lazy, Testing } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct, DependencyGroup, type IConstruct } from 'constructs';
import { describe, expect, test, vi } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { objectsOf } from '../lib/synth/objects.js';
import { SlipwayApp } from '../lib/synth.js';
import { freshFolder, namesIn, snapshot } from './synth/output-folder.js';

const folder = freshFolder();

const newApp = (): SlipwayApp => new SlipwayApp({ outdir: folder.path });

interface Place extends ChartProps {
  readonly outputFile?: string;
  readonly environment?: string;
}

function chartIn(scope: Construct, id: string, { outputFile, environment, ...props }: Place = {}): Chart {
  return Object.assign(new Chart(scope, id, { disableResourceNameHashes: true, ...props }), {
    outputFile,
    environment,
  });
}

function object(scope: Construct, kind: string, name = kind.toLowerCase(), props = {}): ApiObject {
  return new ApiObject(scope, `${kind}-${name}`, { apiVersion: 'v1', kind, metadata: { name }, ...props });
}

const namesOf = (chart: Chart): readonly unknown[] =>
  objectsOf(chart).map(({ metadata }) => Reflect.get(Object(metadata), 'name'));

const kindsOf = (chart: Chart): readonly unknown[] => objectsOf(chart).map(({ kind }) => kind);

function messageOf(app: App): string {
  try {
    app.synth();
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return 'no error';
}

describe('files', () => {
  test('a chart says its file, or has its path in the tree', () => {
    const app = newApp();
    object(chartIn(app, 'myapp', { outputFile: 'production/myapp.k8s.yaml' }), 'Service');
    object(chartIn(new Construct(app, 'team'), 'other'), 'Service', 'b');
    app.synth();
    expect(namesIn(folder.path)).toEqual(['production/myapp.k8s.yaml', 'team-other.k8s.yaml']);
  });

  test('the folder is that of cdk8s: what is given, CDK8S_OUTDIR, or dist', () => {
    vi.stubEnv('CDK8S_OUTDIR', '/from/cdk8s');
    expect([newApp().outdir, new SlipwayApp().outdir]).toEqual([folder.path, '/from/cdk8s']);
    vi.unstubAllEnvs();
    expect(new SlipwayApp().outdir).toBe('dist');
  });

  test('a chart without objects has no file, and loses the one it had', () => {
    const app = newApp();
    object(chartIn(app, 'a'), 'Service');
    app.synth();
    const next = newApp();
    chartIn(next, 'a');
    next.synth();
    expect(snapshot(folder.path)).toEqual({});
  });

  test('chart dependencies rename no file', () => {
    const app = newApp();
    const [a, b] = ['a', 'b'].map((id) => chartIn(app, id));
    for (const [index, chart] of [a, b].entries()) if (chart) object(chart, 'Service', `s${index}`);
    if (b) a?.addDependency(b);
    app.synth();
    expect(namesIn(folder.path)).toEqual(['a.k8s.yaml', 'b.k8s.yaml']);
    expect(Array.from(app.files(), ({ path }) => path)).toEqual(['b.k8s.yaml', 'a.k8s.yaml']);
  });

  test.each([
    '../x',
    '/etc/x',
    'a/../../x',
    'a\\b',
    'a//b',
    '',
    '.hidden',
    'a/./b',
    'a\0b',
    'a b',
    'x/',
    `${'x'.repeat(201)}`,
  ])('the file name %j is refused', (outputFile) => {
    const app = newApp();
    object(chartIn(app, 'a', { outputFile }), 'Service');
    expect(messageOf(app)).toContain(`[a] cannot be written to ${JSON.stringify(outputFile)}: a file is named inside`);
    expect(snapshot(folder.path)).toEqual({});
  });

  test('two charts of one file are told, in upper and lower case, and a file in the place of a folder', () => {
    const app = newApp();
    const places = { a: 'x/app.yaml', b: 'x/app.yaml', c: 'X/App.yaml', d: 'x' };
    for (const [id, outputFile] of Object.entries(places)) object(chartIn(app, id, { outputFile }), 'Service', id);
    const lines = messageOf(app).split('\n').slice(1);
    expect(lines).toEqual([
      '  [b] and [a] would both be written to "x/app.yaml": give one of them another outputFile',
      '  [c] and [a] would both be written to "X/App.yaml" ("x/app.yaml" is the same file on some systems): give one of them another outputFile',
      '  [d] would be written to "x", which is a folder of [a] ("x/app.yaml"): give one of them another outputFile',
    ]);
  });

  test('what is written is what cdk8s renders, object by object', () => {
    const app = newApp();
    const chart = chartIn(app, 'a', { namespace: 'shop', labels: { team: 'shop' } });
    new k8s.KubeService(chart, 'service', {
      spec: { ports: [{ port: 80, targetPort: k8s.IntOrString.fromString('http') }] },
    });
    object(chart, 'ConfigMap', 'c', { data: { late: Lazy.any({ produce: () => 'on' }), text: 'a\nb\n' } });
    app.synth();
    const written = parseAllDocuments(readFileSync(join(folder.path, 'a.k8s.yaml'), 'utf8'), { version: '1.1' });
    const sorted = (objects: readonly unknown[]) => objects.map((each) => JSON.stringify(each)).sort();
    const plain = Testing.synth(chart).map((each) => JSON.parse(JSON.stringify(each)));
    expect(sorted(written.map((each) => each.toJS())).map((each) => JSON.parse(each))).toEqual(
      sorted(plain).map((each) => JSON.parse(each)),
    );
    expect(app.synthYaml()).toBe(readFileSync(join(folder.path, 'a.k8s.yaml'), 'utf8'));
  });

  test('two synths give the same bytes, whatever the order of keys', () => {
    const texts = [
      ['a', 'b'],
      ['b', 'a'],
    ].map((keys) => {
      const app = newApp();
      object(chartIn(app, 'c'), 'ConfigMap', 'x', { data: Object.fromEntries(keys.map((key) => [key, key])) });
      return [app.synthYaml(), app.synthYaml()];
    });
    expect(new Set(texts.flat()).size).toBe(1);
  });
});

describe('order', () => {
  test('kinds come in apply order, custom resource definitions early, unknown kinds last', () => {
    const expected = [
      ...[
        'Namespace',
        'CustomResourceDefinition',
        'ServiceAccount',
        'ClusterRole',
        'Role',
        'RoleBinding',
        'ConfigMap',
        'Secret',
      ],
      ...[
        'ExternalSecret',
        'PersistentVolumeClaim',
        'Service',
        'Deployment',
        'StatefulSet',
        'DaemonSet',
        'Job',
        'CronJob',
      ],
      ...[
        'HorizontalPodAutoscaler',
        'PodDisruptionBudget',
        'NetworkPolicy',
        'Ingress',
        'HTTPRoute',
        'ServiceMonitor',
        'Widget',
      ],
    ];
    const chart = chartIn(newApp(), 'a');
    for (const kind of expected.toReversed()) object(chart, kind);
    expect(kindsOf(chart)).toEqual(expected);
  });

  test('within a kind construct order stands, through the constructs that hold the objects', () => {
    const chart = chartIn(newApp(), 'a');
    object(new Construct(chart, 'z'), 'Service', 'z');
    object(chart, 'Service', 'm');
    object(new Construct(chart, 'a'), 'Service', 'a');
    expect(namesOf(chart)).toEqual(['z', 'm', 'a']);
  });

  test('an object comes after what it depends on, and the others stay', () => {
    const chart = chartIn(newApp(), 'a');
    const config = object(chart, 'ConfigMap', 'config');
    object(chart, 'Secret', 'secret');
    const job = object(chart, 'Job', 'job');
    object(chart, 'Ingress', 'ingress');
    config.addDependency(job);
    expect(namesOf(chart)).toEqual(['secret', 'job', 'config', 'ingress']);
  });

  test('a construct stands for all in it, on both sides, and so does a group', () => {
    const chart = chartIn(newApp(), 'a');
    const [first, second, third] = ['first', 'second', 'third'].map((id) => new Construct(chart, id));
    if (!first || !second || !third) throw new Error('three constructs');
    for (const construct of [first, second, third]) {
      object(construct, 'ConfigMap', `${construct.node.id}-config`);
      object(construct, 'Job', `${construct.node.id}-job`);
    }
    first.node.addDependency(new DependencyGroup(second, third));
    const names = ['second', 'third', 'first'];
    expect(namesOf(chart)).toEqual([
      'second-config',
      'third-config',
      'second-job',
      'third-job',
      'first-config',
      'first-job',
    ]);
    second.node.addDependency(third);
    expect(namesOf(chart)).toEqual([names[1], names[0], names[2]].flatMap((name) => [`${name}-config`, `${name}-job`]));
  });

  test('a chart that depends on some of its objects puts them first; an object that depends on its chart comes last', () => {
    const chart = chartIn(newApp(), 'a');
    const group = new Construct(chart, 'group');
    object(group, 'ConfigMap', 'config');
    const widgets = ['w1', 'w2'].map((name) => object(group, 'Widget', name));
    const account = object(chart, 'ServiceAccount', 'account');
    object(chart, 'Ingress', 'ingress');
    chart.addDependency(...widgets);
    expect(namesOf(chart)).toEqual(['w1', 'w2', 'account', 'config', 'ingress']);
    account.addDependency(chart);
    expect(namesOf(chart)).toEqual(['w1', 'w2', 'config', 'ingress', 'account']);
  });

  test('a cycle of objects is told from one back to itself', () => {
    const app = newApp();
    const chart = chartIn(app, 'a');
    const [x, y, z] = ['x', 'y', 'z'].map((name) => object(chart, 'Service', name));
    if (!x || !y || !z) throw new Error('three objects');
    x.addDependency(y);
    y.addDependency(z);
    z.addDependency(x);
    expect(messageOf(app)).toMatch(
      /\[a\] dependency cycle: (a\/Service-[xyz]) => a\/Service-[xyz] => a\/Service-[xyz] => \1; remove one of them/,
    );
  });

  test('a cycle of charts is told, also one that objects make', () => {
    const app = newApp();
    const [a, b] = ['a', 'b'].map((id) => chartIn(app, id));
    if (!a || !b) throw new Error('two charts');
    object(a, 'Service', 'a').addDependency(b);
    b.addDependency(object(a, 'Service', 'other'));
    expect(messageOf(app)).toMatch(/dependency cycle: (a => b => a|b => a => b); remove one of them/);
    expect(() => app.charts).toThrow('dependency cycle');
  });

  test('a dependency of what is in no chart is told', () => {
    const app = newApp();
    const team = new Construct(app, 'team');
    chartIn(app, 'a').addDependency(team);
    expect(messageOf(app)).toContain('[a] depends on [team], but [team] is in no chart');
  });

  test('a chart in a chart has its own file, and comes before the one around it', () => {
    const app = newApp();
    const outer = chartIn(app, 'outer');
    object(outer, 'Service', 'outer');
    object(chartIn(outer, 'inner'), 'Service', 'inner');
    expect(Array.from(app.files(), ({ path }) => path)).toEqual(['outer-inner.k8s.yaml', 'outer.k8s.yaml']);
    expect(namesOf(outer)).toEqual(['outer']);
  });
});

describe('problems', () => {
  test('the same object twice in one environment is told with both constructs, all at once', () => {
    const app = newApp();
    for (const [id, environment] of [
      ['a', 'production'],
      ['b', 'production'],
      ['c', 'staging'],
    ] as const) {
      const chart = chartIn(app, id, { environment, namespace: 'shop' });
      object(chart, 'Service', 'web');
      object(chart, 'Namespace', 'shop');
    }
    expect(messageOf(app).split('\n')).toEqual([
      'synth found 2 problems and wrote nothing:',
      '  [b/Namespace-shop] and [a/Namespace-shop] are both Namespace "shop" of environment "production": the second would overwrite the first in the cluster; give one another name or namespace, or remove it',
      '  [b/Service-web] and [a/Service-web] are both Service "web" in namespace "shop" of environment "production": the second would overwrite the first in the cluster; give one another name or namespace, or remove it',
    ]);
    expect(snapshot(folder.path)).toEqual({});
  });

  test('another API group, kind, namespace or environment is another object; another version of a group is not', () => {
    const app = newApp();
    const chart = chartIn(app, 'a');
    const make = (id: string, apiVersion: string, kind: string, namespace?: string) =>
      new ApiObject(chart, id, { apiVersion, kind, metadata: { name: 'x', ...(namespace && { namespace }) } });
    make('1', 'v1', 'Service');
    make('2', 'serving.knative.dev/v1', 'Service');
    make('3', 'v1', 'Secret');
    make('4', 'v1', 'Service', 'other');
    app.synth();
    make('5', 'serving.knative.dev/v1beta1', 'Service');
    expect(messageOf(app)).toContain('[a/5] and [a/2] are both Service.serving.knative.dev "x"');
  });

  test('every invalid construct is told with what cannot be rendered, and no file changes', () => {
    const app = newApp();
    const chart = chartIn(app, 'a');
    object(chart, 'Service').node.addValidation({ validate: () => ['no port', 'no selector'] });
    object(chart, 'ConfigMap', 'c', { data: { when: new Date(0) } });
    object(chart, 'Widget', 'w', { spec: { size: Number.NaN } });
    const message = messageOf(app);
    expect(message).toMatch(
      /^synth found 4 problems and wrote nothing:\n {2}\[a\/Service-service\] no port\n {2}\[a\/Service-service\] no selector\n/,
    );
    expect(message).toMatch(/\[a\/ConfigMap-c\] .*can't render non-simple object of type 'Date'/);
    expect(message).toContain('[a/Widget-w] cannot write NaN: JSON has no such number');
    expect(snapshot(folder.path)).toEqual({});
  });

  test('objectsOf renders one chart, though another is invalid', () => {
    const app = newApp();
    object(chartIn(app, 'broken'), 'Service').node.addValidation({ validate: () => ['broken'] });
    const chart = chartIn(app, 'a');
    object(chart, 'Service', 'fine');
    expect(namesOf(chart)).toEqual(['fine']);
  });
});

describe('work', () => {
  /** How often constructs are validated, objects rendered and trees walked in one synth of a chain of charts. */
  function work(count: number): Readonly<Record<string, number>> {
    const app = newApp();
    const done = { validations: 0, renders: 0, walks: 0 };
    const counted = <T>(what: keyof typeof done, value: T): T => {
      done[what] += 1;
      return value;
    };
    let previous: IConstruct | undefined;
    for (let index = 0; index < count; index += 1) {
      const chart = chartIn(app, `c${index}`);
      const { node } = chart;
      node.addValidation({ validate: () => counted('validations', []) });
      for (const kind of ['ConfigMap', 'Service', 'Deployment']) {
        const name = `${kind}${index}`.toLowerCase();
        object(chart, kind, name, { spec: Lazy.any({ produce: () => counted('renders', {}) }) });
      }
      const { findAll } = node;
      node.findAll = (...order) => counted('walks', findAll.apply(node, order));
      if (previous) chart.addDependency(previous);
      previous = chart;
    }
    const walksOfApp = vi.spyOn(app.node, 'findAll');
    app.synth();
    return { ...done, walksOfApp: walksOfApp.mock.calls.length };
  }

  test('of a chain of 200 charts each is validated once, each object rendered once, and the tree walked twice', () => {
    expect(work(200)).toEqual({ validations: 200, renders: 600, walks: 0, walksOfApp: 2 });
  });

  test('a chart of 2,000 objects that depends on another group of 2,000 has one edge, not four million', () => {
    const chart = chartIn(newApp(), 'a');
    const [first, second] = ['first', 'second'].map((id) => new Construct(chart, id));
    if (!first || !second) throw new Error('two groups');
    for (const group of [first, second])
      for (let n = 0; n < 2000; n += 1) object(group, 'Service', `${group.node.id}${n}`);
    first.node.addDependency(second);
    const names = namesOf(chart);
    expect([names[0], names[1999], names[2000], names[3999]]).toEqual(['second0', 'second1999', 'first0', 'first1999']);
  });
});
