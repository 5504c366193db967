import { isDependencyKind } from '../../lib/definition/dependencies.js';
import { compareQuantity, Quantity } from '../../lib/definition/quantity.js';
import { looksSecretName } from '../../lib/definition/secret-like.js';
import { isJsonObject, type JsonObject } from '../../lib/json.js';

/** Changes what is written, where it is an object. */
const long =
  (change: (value: JsonObject) => unknown) =>
  (value: unknown): unknown =>
    isJsonObject(value) ? change(value) : value;

const without = (value: JsonObject, ...keys: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));

/** Puts request and limit in their order. */
export const range = long((value) => {
  const { request, limit } = value;
  if (request === undefined || limit === undefined || limit === 'none') return value;
  const [low, high] = [request, limit].sort((a, b) => compareQuantity(Quantity.parse(a), Quantity.parse(b)));
  return { ...value, request: low, limit: high };
});

/** Puts the fewest and the most pods in their order. */
export const scaling = long((value) => {
  const { max, min = 3 } = value;
  return max === undefined ? value : { ...value, min: Math.min(Number(min), Number(max)), max };
});

/** A number of pods where no autoscaler can be. */
export const fixed = long((value) =>
  value.replicas === undefined && value.disruption === undefined
    ? 3
    : without(value, 'min', 'max', 'cpu', 'memory', 'behavior'),
);

/** Annotations only for a ServiceAccount of its own. */
export const serviceAccount = long((value) => (value.name === undefined ? value : without(value, 'annotations')));

/** Leaves one of two budgets that exclude each other. */
export const disruption = long((value) =>
  value.maxUnavailable === undefined ? value : without(value, 'minAvailable'),
);

/** Lets a rollout begin. */
export const rollout = long((value) =>
  [0, '0%'].includes(Object(value.maxSurge ?? 1).valueOf()) &&
  [0, '0%'].includes(Object(value.maxUnavailable ?? 0).valueOf())
    ? { ...value, maxSurge: 1 }
    : value,
);

/** A process without a startup probe starts faster than liveness fires. */
export const startup = long((value) => (value.kind === 'none' ? { ...value, budget: '3s' } : value));

/** An image that can be built: its language has the runtime, its stages have names of their own and something to run. */
export const build = long((value) => {
  const kept = value.runtime === 'slim' || value.runtime === 'alpine' ? value : without(value, 'packages');
  const stages = Array.isArray(value.stages) ? value.stages : [];
  switch (value.language) {
    case 'go':
    case 'node':
      return without(kept, ...(value.language === 'node' ? ['version'] : []));
    case 'python':
      return without(kept, 'version');
    case 'custom':
      return {
        ...without(value, 'entrypoint'),
        ...(stages.length > 0 && {
          stages: stages.map((stage, at) => (isJsonObject(stage) ? { ...stage, name: `stage-${at}` } : stage)),
          entrypoint: ['/app/program'],
        }),
      };
    default:
      return value;
  }
});

/** Names the kind of a dependency whose name is none. */
export const dependencies = long((value) =>
  Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      if (isDependencyKind(name)) return [name, one];
      return [name, isJsonObject(one) ? { kind: 'postgres', ...one } : { kind: 'redis', version: one }];
    }),
  ),
);

/** Something to run. */
export const migrations = long((value) => (value.command === undefined ? { args: ['migrate'], ...value } : value));

/** Every callee at most once. */
export const calls = (value: unknown, callees: readonly string[]): unknown =>
  Array.isArray(value)
    ? value
        .slice(0, callees.length)
        .map((call, at) => (isJsonObject(call) ? { ...call, service: callees[at] } : callees[at]))
    : value;

/** A caller that there is. */
export const caller = (value: unknown, callers: readonly string[]): unknown => {
  const known = callers[JSON.stringify(value).length % callers.length];
  if (!isJsonObject(value)) return known;
  return value.service === undefined ? inRange(value) : { ...value, service: known };
};

/** Exceptions that lie in the address range that they are excepted from. */
export const inRange = long((value) =>
  Array.isArray(value.except) && value.except.length > 0
    ? { ...value, cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] }
    : value,
);

/** A range of ports that does not end before it begins. */
export const portRange = long((value) =>
  value.endPort === undefined ? value : { ...value, endPort: Math.max(Number(value.port), Number(value.endPort)) },
);

/** A toleration that names a key for its value, and no value where it only asks that the key exists. */
export const toleration = long((value) => {
  if (value.operator === 'Exists') return without(value, 'value');
  return value.key === undefined ? { ...without(value, 'value'), operator: 'Exists' } : value;
});

/** A load balancer that somebody may reach. */
export const network = (value: unknown, hasPorts: boolean): unknown =>
  long((given) => {
    const services = isJsonObject(given.services) ? Object.values(given.services) : [];
    const open = [given.service, ...services].some((one) => isJsonObject(one) && one.type === 'LoadBalancer');
    if (!open) return given;
    if (!hasPorts) return without(given, 'service');
    const callers = Array.isArray(given.callers) ? given.callers : [];
    return { ...given, callers: [...callers, { kind: 'cidr', cidr: '203.0.113.0/24' }] };
  })(value);

const fitting: Readonly<Record<string, string | number | boolean>> = {
  string: 'some text',
  integer: 42,
  number: 1.5,
  boolean: true,
  duration: '5s',
  url: 'https://example.com/x',
  port: 5432,
};

/** A variable whose value is of its type and among what is allowed, with a reason where one is needed. */
const variable = long((given) => {
  if ((given.kind ?? 'value') !== 'value') return given;
  const [first] = Array.isArray(given.allowed) ? given.allowed : [];
  const value = given.type === undefined ? first : fitting[String(given.type)];
  const fits = (field: 'value' | 'default') =>
    given[field] !== undefined && value !== undefined ? { [field]: value } : {};
  const allowed = given.allowed === undefined ? {} : { allowed: [value, first].filter((one) => one !== undefined) };
  const rest = given.value === undefined && given.default === undefined ? { required: false } : {};
  const reason = given.sensitive === false ? { reason: 'it only says how long they last' } : {};
  return { ...given, ...fits('value'), ...fits('default'), ...allowed, ...rest, ...reason };
});

const open = { sensitive: false, reason: 'it only says how long they last' };

const openly = (name: string, value: unknown): unknown => {
  if (!looksSecretName(name)) return value;
  if (!isJsonObject(value)) return { value, ...open };
  return (value.kind ?? 'value') === 'value' ? { ...value, ...open } : value;
};

/** Variables that fit their types; the last one uses the first. */
export const variables = long((value) => {
  const fixed = Object.entries(value).map(([name, one]) => [name, openly(name, variable(one))] as const);
  const [first] = fixed.map(([name]) => name);
  return Object.fromEntries(fixed.length < 2 ? fixed : [...fixed, ['USES_ANOTHER', `$(${first})/x`]]);
});

/** Files of which it is said that they are no secrets, where they are named so. */
export const files = long((value) =>
  Object.fromEntries(
    Object.entries(value).map(([path, file]) => {
      const written = isJsonObject(file) ? file : { content: file };
      const named = looksSecretName(path.slice(path.lastIndexOf('/') + 1));
      return [path, named || written.sensitive !== undefined ? { ...written, ...open } : file];
    }),
  ),
);

const memoryUnits = ['1', '1k', '1M', '1G', '1Ki', '1Mi', '1Gi'];

/** A unit in which the resource can be told. */
export const divisor = long((given) => {
  if (given.kind !== 'resource' || given.divisor === undefined) return given;
  const cpu = String(given.resource).endsWith('cpu');
  const at = String(given.divisor).length;
  return { ...given, divisor: cpu ? (['1', '1m'][at % 2] ?? '1') : (memoryUnits[at % memoryUnits.length] ?? '1') };
});

/** A configuration file is watched. */
export const config = long((value) => (value.file === undefined ? value : { ...value, reload: 'watch' }));

/** A configuration file only where something is told that can stand in it. */
export const definition = long((value) => {
  const { config: written, server, observability, presets } = value;
  const logs = isJsonObject(observability) && observability.logs !== undefined;
  const tells = server !== undefined || logs || (Array.isArray(presets) && presets.length > 0);
  return tells || !isJsonObject(written) ? value : { ...value, config: without(written, 'file') };
});
