import type { Json, JsonObject } from '../../lib/json.js';
import type { ApiServer } from './server.js';

const at = (value: Json | undefined, ...keys: readonly string[]): Json | undefined =>
  keys.reduce<Json | undefined>((part, key) => (part as JsonObject | undefined)?.[key], value);

const text = (value: Json | undefined, ...keys: readonly string[]): string => String(at(value, ...keys) ?? '');

const irregular: Readonly<Record<string, string>> = { NetworkPolicy: 'networkpolicies' };

const plural = (kind: string): string => irregular[kind] ?? `${kind.toLowerCase()}${kind.endsWith('s') ? 'es' : 's'}`;

const clusterScoped = ['Namespace', 'CustomResourceDefinition', 'PriorityClass'];

const pathOf = (object: Json): string => {
  const [apiVersion, kind] = [text(object, 'apiVersion'), text(object, 'kind')];
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const scope = clusterScoped.includes(kind) ? '' : `/namespaces/${text(object, 'metadata', 'namespace')}`;
  return `${root}${scope}/${plural(kind)}`;
};

const said = (object: Json, message: string): string =>
  `${text(object, 'kind')}/${text(object, 'metadata', 'namespace')}/${text(object, 'metadata', 'name')}: ${message}`;

/** What the API server has against an object: its refusal or its warnings, after everything but storing it. */
export const apply = async (server: ApiServer, object: Json): Promise<readonly string[]> => {
  const { status, warnings, body } = await server.post(`${pathOf(object)}?fieldValidation=Strict&dryRun=All`, object);
  const exists = status === 409 && text(body, 'reason') === 'AlreadyExists';
  return [
    ...(status === 201 || exists ? [] : [said(object, `${status} ${text(body, 'message')}`)]),
    ...warnings.map((warning) => said(object, warning)),
  ];
};

/** The pods that workloads would make, as objects of their own. */
export const podsOf = (objects: readonly JsonObject[]): readonly JsonObject[] =>
  objects.flatMap((object) => {
    const spec = object.kind === 'CronJob' ? at(object, 'spec', 'jobTemplate', 'spec') : object.spec;
    const template = at(spec, 'template');
    if (template === undefined) return [];
    const { name, namespace } = object.metadata as { readonly name: string; readonly namespace: string };
    return [
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { ...(at(template, 'metadata') as JsonObject), name: `${name}-pod`, namespace },
        spec: at(template, 'spec') ?? {},
      },
    ];
  });

const customResource = (apiVersion: string, kind: string): Json => {
  const [group = '', version = ''] = apiVersion.split('/');
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${plural(kind)}.${group}`,
      annotations: { 'api-approved.kubernetes.io': 'unapproved, a stand-in for tests' },
    },
    spec: {
      group,
      names: { kind, plural: plural(kind), singular: kind.toLowerCase() },
      scope: 'Namespaced',
      versions: [{ name: version, served: true, storage: true, schema }],
    },
  };
};

/** Whether a controller brings the kinds of this group: Kubernetes' own have no dot, or end in k8s.io. */
const brought = (apiVersion: string): boolean =>
  /\./.test(apiVersion) && (!/\.k8s\.io\//.test(apiVersion) || apiVersion.startsWith('gateway.'));

/** A namespace that enforces the restricted Pod Security profile, as the platform makes them. */
const restricted = (name: string): Json => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
});

/** Makes what the objects need to be judged: their namespaces, priority classes, and the kinds that controllers bring. */
export const register = async (server: ApiServer, objects: readonly JsonObject[]): Promise<void> => {
  const custom = new Map(
    objects
      .filter(({ apiVersion }) => brought(text(apiVersion)))
      .map(({ apiVersion, kind }) => [text(kind), text(apiVersion)] as const),
  );
  const classes = new Set(
    podsOf(objects)
      .map((pod) => text(pod, 'spec', 'priorityClassName'))
      .filter((name) => name !== ''),
  );
  const spaces = new Set(objects.map((object) => text(object, 'metadata', 'namespace')).filter((name) => name !== ''));
  const needed: readonly Json[] = [
    ...[...spaces].map(restricted),
    ...[...classes].map((name) => ({
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name },
      value: 1000,
    })),
    ...[...custom].map(([kind, apiVersion]) => customResource(apiVersion, kind)),
  ];
  for (const object of needed) {
    const { status, body } = await server.post(`${pathOf(object)}?fieldValidation=Strict`, object);
    if (status !== 201 && status !== 409) throw new Error(said(object, `${status} ${text(body, 'message')}`));
  }
  await Promise.all([...classes].map((name) => admitted(server, name)));
  await Promise.all(
    [...custom].map(([kind, apiVersion]) => served(server, `/apis/${apiVersion}/namespaces/default/${plural(kind)}`)),
  );
};

/** Waits until pods of a priority class are admitted, since admission learns of a new class a moment later. */
const admitted = async (server: ApiServer, priorityClassName: string): Promise<void> => {
  const spec = { priorityClassName, containers: [{ name: 'any', image: 'any' }] };
  for (let tries = 0; tries < 100; tries += 1) {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'any' }, spec };
    const { status } = await server.post('/api/v1/namespaces/default/pods?dryRun=All', pod);
    if (status === 201) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no pod of the priority class ${priorityClassName} is admitted`);
};

/** Waits until the API server serves a kind that it has just learned. */
const served = async (server: ApiServer, path: string): Promise<void> => {
  for (let tries = 0; tries < 100; tries += 1) {
    const { status } = await server.post(`${path}?dryRun=All`, {});
    if (status !== 404) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${path} is not served`);
};
