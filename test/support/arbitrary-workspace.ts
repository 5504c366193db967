import fc, { type Arbitrary } from 'fast-check';
import type { ImagesLock } from '../../lib/images-lock.js';
import { isJsonObject, type JsonObject } from '../../lib/json.js';
import { ServiceChart } from '../../lib/kubernetes/chart.js';
import { PlatformChart } from '../../lib/kubernetes/platform.js';
import { atLeast } from '../../lib/platform/kubernetes-version.js';
import type { Environment, Platform } from '../../lib/platform.js';
import type { KubernetesObject } from '../../lib/rules/index.js';
import { platformEnvironment } from '../../lib/service/namespaces.js';
import type { Service } from '../../lib/service.js';
import { objectsOf } from '../../lib/synth/objects.js';
import { SlipwayApp } from '../../lib/synth.js';
import { resolveWorkspace, WorkspaceError } from '../../lib/workspace.js';
import { definitionIn, type Writing } from './arbitrary-definition.js';
import { anyPlatform } from './arbitrary-platform.js';
import { type World, world } from './arbitrary-ports.js';
import { digest, tag } from './arbitrary-scalars.js';

/** One definition with the platform that it is resolved for, its neighbours, and the images of all of them. */
export interface Workspace {
  readonly platform: Platform;
  readonly input: JsonObject;
  readonly neighbours: readonly JsonObject[];
  readonly images: ImagesLock;
}

/** The one environment of a workspace. */
export const environmentOf = ({ platform }: Pick<Workspace, 'platform'>): Environment & { readonly name: string } => {
  const [first] = Object.entries(platform.environments);
  if (first === undefined) throw new Error('a platform has an environment');
  return { name: first[0], ...first[1] };
};

const servicesIn = (list: unknown): readonly unknown[] =>
  (Array.isArray(list) ? list : []).map((one: unknown) => (isJsonObject(one) ? one.service : one));

/** The neighbours that a definition names: who is called lets it call, and who may call does so. */
const neighboursOf = (input: JsonObject, { name, tcp, callees, callers }: World): readonly JsonObject[] => {
  const network = isJsonObject(input.network) ? input.network : {};
  const [called, calling] = [servicesIn(network.calls), servicesIn(network.callers)];
  const common = { team: 'neighbours', build: 'go' };
  const [port] = tcp;
  return [
    ...callees
      .filter((callee) => called.includes(callee))
      .map((callee) => ({
        ...common,
        name: callee,
        network: { ports: { http: 8080, grpc: 9000 }, callers: [name] },
        shutdown: { env: true },
        health: { live: '/live', ready: '/ready' },
      })),
    ...callers
      .filter((caller) => calling.includes(caller))
      .map((caller) => ({
        ...common,
        name: caller,
        workload: 'worker',
        ...(port !== undefined && { network: { calls: [{ service: name, port }] } }),
      })),
  ];
};

const imagesOf = (names: readonly string[], digests: boolean): Arbitrary<ImagesLock> =>
  fc
    .tuple(tag, digest, fc.constantFrom('tag', 'digest', 'both'))
    .map(([version, hash, by]) => ({
      ...(by !== 'digest' && { tag: version }),
      ...((digests || by !== 'tag') && { digest: hash }),
    }))
    .map((image) => Object.fromEntries(names.map((name) => [name, { '*': image }])));

/** Tells the process of its drain where the cluster cannot wait for it, and leaves affinity to Services with an address. */
const repaired = (input: JsonObject, { kubernetes }: Environment): JsonObject => {
  const network = isJsonObject(input.network) ? input.network : {};
  const service = isJsonObject(network.service) ? network.service : {};
  const { sessionAffinity: _, ...plain } = service;
  const shutdown = isJsonObject(input.shutdown) ? input.shutdown : {};
  return {
    ...input,
    ...(!atLeast(kubernetes, '1.30') && { shutdown: { ...shutdown, env: true } }),
    ...(service.type === 'Headless' && { network: { ...network, service: plain } }),
  };
};

/** A definition in any environment, as it is written: now and then it is refused. */
export const anyWorkspace = (writing: Writing = {}): Arbitrary<Workspace> =>
  anyPlatform(writing.used)
    .chain((platform) => {
      const { name, domain, digests, local } = environmentOf({ platform });
      return fc.tuple(
        fc.constant(platform),
        world({ environment: name, domain: domain !== undefined, digests: digests === 'required', local }),
      );
    })
    .chain(([platform, around]) => fc.tuple(fc.constant(platform), fc.constant(around), definitionIn(around, writing)))
    .chain(([platform, around, written]) => {
      const input = repaired(isJsonObject(written) ? written : {}, environmentOf({ platform }));
      const neighbours = neighboursOf(input, around);
      const names = [around.name, ...neighbours.map(({ name }) => String(name))];
      const images = imagesOf(names, around.digests);
      return fc.record({
        platform: fc.constant(platform),
        input: fc.constant(input),
        neighbours: fc.constant(neighbours),
        images: around.local && !around.digests ? fc.oneof(images, fc.constant({})) : images,
      });
    });

/** The Services of a workspace; the first is the one that was written, the others are its neighbours. */
export const resolved = ({ platform, input, neighbours, images }: Workspace): readonly Service[] => {
  const entries = [input, ...neighbours].map((one, at) => ({ source: `service-${at}.yaml`, input: one }));
  const [environment] = resolveWorkspace(entries, { platform, images });
  const services = environment?.services ?? [];
  return [...services].sort((a, b) => Number(b.name === input.name) - Number(a.name === input.name));
};

/** What was refused of a workspace; undefined when it is valid. */
export const refusal = (workspace: Workspace): string | undefined => {
  try {
    resolved(workspace);
    return undefined;
  } catch (error) {
    if (error instanceof WorkspaceError) return error.message;
    throw error;
  }
};

/** A definition that is valid in its environment. */
export const validWorkspace = (): Arbitrary<Workspace> =>
  anyWorkspace().filter((workspace) => refusal(workspace) === undefined);

/** The app of a workspace, with the platform's own chart. */
export const appOf = (workspace: Pick<Workspace, 'platform'>, services: readonly Service[]): SlipwayApp => {
  const app = new SlipwayApp();
  const { name, namespaces } = environmentOf(workspace);
  new PlatformChart(app, platformEnvironment(name, { namespaces }, services));
  for (const service of services) new ServiceChart(app, service);
  return app;
};

/** The objects of a workspace, chart by chart. */
export const objectsIn = (app: SlipwayApp): readonly KubernetesObject[] =>
  app.charts.flatMap((chart) => objectsOf(chart)) as unknown as readonly KubernetesObject[];
