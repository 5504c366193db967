import fc, { type Arbitrary } from 'fast-check';
import { isJsonObject } from '../../lib/json.js';
import type { World } from './arbitrary-ports.js';
import * as repair from './arbitrary-repair.js';
import { absolutePath, quantityBetween, routePath, secondsBetween, variableName } from './arbitrary-scalars.js';
import type { Place } from './arbitrary-schema.js';

/** What stands at which path. */
export type Places = Readonly<Record<string, Place>>;

/** Writes something else than the schema alone would. */
export const instead =
  (written: Arbitrary<unknown>): Place =>
  () =>
    written;
const then =
  (change: (value: unknown) => unknown): Place =>
  (plain) =>
    plain().map(change);
/** Short spellings are written by another arbitrary, long ones are changed. */
const short =
  (written: Arbitrary<unknown>, change: (value: unknown) => unknown = (value) => value): Place =>
  (plain) =>
    plain().chain((value) => (typeof value === 'object' ? fc.constant(change(value)) : written));
const each = (paths: readonly string[], places: Places): Places =>
  Object.fromEntries(
    paths.flatMap((path) => Object.entries(places).map(([key, place]) => [`${path}${key}`, place] as const)),
  );

/** The three probes, and the two spellings of routes, by their paths. */
export const probes = ['health.live', 'health.ready', 'health.startup'];
export const routes = ['network.expose', 'network.expose[]'];

const somePatch = {
  target: { kind: 'NetworkPolicy' },
  operations: [{ op: 'add', path: '/metadata/labels/example.com~1patched', value: 'yes' }],
};

/** Rules that teams waive in what is written, although everything meets them. */
export const waivedRules = ['kubescape/C-0045', 'kube-linter/host-pid'] as const;

/** What the names of other things in a definition are: its own ports, its neighbours, its environment. */
export const references = (world: World): Places => {
  const oneOf = (names: readonly string[]): Place =>
    names.length === 0 ? (plain) => plain() : instead(fc.constantFrom(...names));
  const domains = [...(world.domain ? ['.{domain}'] : []), '.example.com', '.dev.example.org'];
  const parts = (...lists: readonly (readonly string[])[]) =>
    fc.tuple(...lists.map((list) => fc.constantFrom(...list))).map((chosen) => chosen.join(''));
  const hosts = [['api', 'shop', '*', 'a-1'], domains] as const;
  const [port] = world.tcp;
  const scales = (value: unknown) => (world.kind === 'cron' ? repair.fixed(value) : repair.scaling(value));
  const contract = world.kind === 'service' && world.tcp.includes('http');
  return {
    name: instead(fc.constant(world.name)),
    workload: (plain) => plain().filter((value) => (isJsonObject(value) ? value.kind : value) === world.kind),
    presets: instead(fc.constantFrom([], ...(contract ? [['contract']] : []))),
    ...each(probes, { '.port': oneOf(world.tcp) }),
    ...each(routes, {
      '': short(
        implied(world) ? parts(...hosts, ['', '/api', '/a/b']) : parts(...hosts).map((host) => ({ host, port })),
      ),
      '.host': instead(parts(...hosts)),
      '.path': instead(routePath),
      '.port': oneOf(world.tcp),
    }),
    image: (plain) => {
      if (world.digests) return plain().filter((image) => String(image).includes('@'));
      return world.local
        ? fc.oneof(plain(), fc.constantFrom('orders', 'registry.example.com/acme/orders:latest'))
        : plain();
    },
    scaling: short(fc.integer({ min: 0, max: 6 }), scales),
    'server.port': oneOf(world.tcp),
    'observability.metrics.port': oneOf(world.tcp),
    'network.callers[].ports[]': oneOf(world.names),
    'network.services.*.ports[]': oneOf(world.names),
    'network.ports': instead(fc.constant(world.ports)),
    network: then((network) => repair.network(network, world.names.length > 0)),
    'network.calls': then((calls) => repair.calls(calls, world.callees)),
    'network.calls[].port': oneOf(world.calleePorts),
    'network.callers[]': then((caller) => repair.caller(caller, world.callers)),
    patches: instead(fc.constantFrom([], [somePatch])),
    'waivers[].rule': instead(fc.constantFrom(...waivedRules)),
  };
};

const cores = quantityBetween(10, 1500, ['m']);
const memory = fc.oneof(quantityBetween(128, 2048, ['Mi']), quantityBetween(1, 4, ['Gi', 'G', 'e9']));

/** Ranges that mostly meet the rules that span fields, and what makes one field fit to the other. */
export const numbers: Places = {
  ...each(probes, { '.period': instead(secondsBetween(3, 12)) }),
  ...each(probes, { '.timeout': instead(secondsBetween(1, 3)) }),
  ...each(probes, { '.initialDelay': instead(secondsBetween(0, 20)) }),
  ...each(probes.slice(0, 2), { '.failureThreshold': instead(fc.integer({ min: 1, max: 3 })) }),
  'health.startup': short(secondsBetween(60, 200), repair.startup),
  'health.startup.budget': instead(secondsBetween(60, 200)),
  'shutdown.drain': instead(secondsBetween(0, 30)),
  'shutdown.timeout': instead(secondsBetween(20, 90)),
  'server.writeTimeout': instead(secondsBetween(1, 20)),
  'server.readTimeout': instead(secondsBetween(5, 60)),
  'server.readHeaderTimeout': instead(secondsBetween(1, 5)),
  rollout: then(repair.rollout),
  'rollout.minReady': instead(secondsBetween(0, 60)),
  'rollout.deadline': instead(secondsBetween(290, 1200)),
  'resources.cpu': short(cores, repair.range),
  'resources.cpu.request': instead(cores),
  'resources.cpu.limit': instead(fc.oneof(cores, fc.constant('none'))),
  ...each(['resources.memory', 'resources.storage'], {
    '': short(memory, repair.range),
    '.request': instead(memory),
    '.limit': instead(memory),
  }),
  'scaling.replicas': instead(fc.integer({ min: 0, max: 6 })),
  'scaling.min': instead(fc.integer({ min: 1, max: 5 })),
  'scaling.max': instead(fc.integer({ min: 2, max: 12 })),
  'scaling.disruption': then(repair.disruption),
  ...each(['scaling.disruption.maxUnavailable', 'scaling.disruption.minAvailable'], {
    '': instead(fc.constantFrom(1, '1%', '30%', '50%')),
  }),
  'observability.metrics.interval': instead(secondsBetween(15, 60)),
  'observability.metrics.timeout': instead(secondsBetween(1, 15)),
  'workload.startingDeadline': instead(secondsBetween(10, 600)),
  'security.writable[].size': instead(quantityBetween(1, 40, ['Mi', 'M', 'Ki'])),
};

const range = fc.constantFrom('10.0.0.0/8', '203.0.113.0/24', '192.0.2.7/32', '2001:db8::/32', '0.0.0.0/0');
const folder = fc.constantFrom('/etc/app', '/opt/x-1', '/srv/data/a.b');

const openSecret = fc.constantFrom('TOKEN_TTL', 'KEYBOARD', 'PWD_HINT');

/** Values that fit to what is said of them. */
export const values: Places = {
  build: then(repair.build),
  migrations: then(repair.migrations),
  dependencies: then(repair.dependencies),
  'dependencies.*.variables': instead(fc.constant({})),
  'dependencies.(key)': (plain) => fc.oneof(plain(), fc.constantFrom('postgres', 'redis', 'kafka')),
  ...each(['network.callers[]', 'network.egress[]', 'dependencies.*.at'], { '.cidr': instead(range) }),
  'dependencies.*.at': then(repair.inRange),
  'network.egress[]': then(repair.inRange),
  'network.egress[].ports[]': then(repair.portRange),
  'workload.tolerations[]': then(repair.toleration),
  'config.variables': then(repair.variables),
  'config.variables.(key)': instead(fc.oneof({ weight: 6, arbitrary: variableName }, openSecret)),
  'config.variables.*': then(repair.divisor),
  'config.files.(key)': instead(
    fc
      .tuple(folder, fc.oneof({ weight: 9, arbitrary: absolutePath }, fc.constant('/keycloak.json')))
      .map(([at, path]) => `${at}${path.slice(path.lastIndexOf('/'))}`),
  ),
  'security.serviceAccount': then(repair.serviceAccount),
  'config.files': then(repair.files),
  config: then(repair.config),
  'config.file': instead(fc.constantFrom('/etc/app/config.yaml', '/opt/x-1/config.yml', '/etc/own/a-b.c.yaml')),
  'server.host': instead(fc.constantFrom('0.0.0.0', '::', '2001:db8::7')),
  'server.trustedProxies[]': instead(
    fc.oneof(
      range.filter((text) => !text.endsWith('/0')),
      fc.constantFrom('10.9.8.7', '2001:db8::7'),
    ),
  ),
};

/** True when one port is meant wherever none is named. */
export const implied = ({ names, tcp }: World): boolean =>
  names.length === 1 ? tcp.length === 1 : tcp.includes('http');
