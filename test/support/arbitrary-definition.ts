import fc, { type Arbitrary } from 'fast-check';
import { Definition } from '../../lib/definition/index.js';
import { implied, instead, numbers, probes, references, routes, values } from './arbitrary-places.js';
import { type World, world } from './arbitrary-ports.js';
import * as repair from './arbitrary-repair.js';
import { scalars, text } from './arbitrary-scalars.js';
import { inputOf, type Knowledge } from './arbitrary-schema.js';

/** Keys that a world needs, or cannot have. */
const keys = (world: World): Pick<Knowledge, 'always' | 'never' | 'kinds'> => {
  const { kind, names, tcp } = world;
  const serves = kind === 'service' && names.length > 0;
  return {
    always: [
      'team',
      world.made,
      ...(kind === 'service' ? [] : ['workload']),
      ...(world.ports === undefined ? [] : ['network', 'network.ports']),
      ...(serves ? ['health', 'health.live', 'health.ready'] : []),
      ...(implied(world) ? [] : [...probes, ...routes].map((path) => `${path}.port`)),
      ...(tcp.includes('http') ? [] : ['server.port', 'observability.metrics.port']),
      ...(world.low ? ['security', 'security.capabilities'] : []),
    ],
    never: [
      world.made === 'build' ? 'image' : 'build',
      ...(world.ports === undefined ? ['network.ports'] : []),
      ...(tcp.length === 0 ? ['server', 'observability.metrics', 'network.expose'] : []),
      ...(names.length === 0 ? ['network.callers', 'network.services'] : []),
      ...(kind === 'cron' ? ['health.ready', 'network.expose', 'migrations'] : []),
    ],
    kinds: {
      ...(kind === 'cron' && { workload: ['cron'] }),
      ...(!implied(world) &&
        Object.fromEntries(probes.slice(0, 2).map((probe) => [probe, ['http', 'grpc', 'tcp', 'exec']]))),
      ...(tcp.length === 0 && {
        'health.live': ['exec'],
        'health.ready': ['exec'],
        'health.startup': ['live', 'none', 'exec', 'short'],
      }),
    },
  };
};

const knowledge = (world: World): Knowledge => ({
  scalars,
  text,
  places: {
    ...references(world),
    ...numbers,
    ...values,
    ...(world.low && { 'security.capabilities': instead(fc.constant(['NET_BIND_SERVICE'])) }),
  },
  ...keys(world),
});

const overlaid = ['labels', 'annotations', 'links', 'rollout', 'observability', 'resources'] as const;

/** What differs in the environment: some concerns, written anew, or removed. */
const overlays = (environment: string, known: Knowledge): Arbitrary<unknown> => {
  const concerns = overlaid.map((concern) => [
    concern,
    fc.oneof(inputOf(Definition.shape[concern], known, concern), fc.constant(null)),
  ]);
  const changes = fc.record(Object.fromEntries(concerns), { requiredKeys: [], noNullPrototype: true });
  return fc.oneof(
    fc.constant({}),
    changes.map((change) => ({ [environment]: change })),
  );
};

/** How definitions are written, for tests of the generator and of what it knows. */
export interface Writing {
  /** told of each path where what is known was used */
  readonly used?: (path: string) => void;
  /** a path where only the schema speaks: what is written there may contradict everything else */
  readonly forget?: string;
}

const forgetting = ({ places, kinds, always, never, ...rest }: Knowledge, path: string | undefined): Knowledge => {
  const others = <T>(map: Readonly<Record<string, T>> = {}) =>
    Object.fromEntries(Object.entries(map).filter(([key]) => key !== path));
  const remaining = (list: readonly string[] = []) => list.filter((key) => key !== path);
  return { ...rest, places: others(places), kinds: others(kinds), always: remaining(always), never: remaining(never) };
};

/** A definition that fits into a world; now and then two of its fields contradict each other, and it is refused. */
export const definitionIn = (world: World, { used, forget }: Writing = {}): Arbitrary<unknown> => {
  const known = forgetting(knowledge(world), forget);
  const environments = instead(overlays(world.environment, known));
  return inputOf(Definition, { ...known, places: { ...known.places, environments }, ...(used && { used }) }).map(
    forget === 'config' ? (value) => value : repair.definition,
  );
};

/** Every path that the knowledge of some world speaks of. */
export const knowledgePaths = (): readonly string[] => {
  const worlds = fc.sample(world({ environment: 'prod', domain: true, digests: true, local: false }), {
    numRuns: 100,
    seed: 1,
  });
  const paths = worlds
    .map(knowledge)
    .flatMap(({ places, always, never, kinds }) => [
      ...Object.keys({ ...places, ...kinds }),
      ...(always ?? []),
      ...(never ?? []),
    ]);
  return [...new Set(paths)].sort();
};
