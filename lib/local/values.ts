import { bytes, millicores } from '../definition/quantity.js';
import type { Variable } from '../service/types/container.js';
import type { Service } from '../service.js';
import type { Part } from './types/local.js';

/** A variable's name as a key of `.env`: Compose takes letters, digits and `_` only. */
export const environmentKey = (name: string): string => name.replace(/[^A-Za-z0-9_]/g, '_');

const localAddress = '127.0.0.1';

/** What a field of the pod is on one's own machine, where there is none. */
const fieldValue = (path: string, service: Service): string => {
  const key = /\['([^']+)'\]/.exec(path)?.[1];
  if (key !== undefined)
    return (path.startsWith('metadata.labels') ? service.podLabels : service.podAnnotations)[key] ?? '';
  switch (path) {
    case 'metadata.name':
      return service.name;
    case 'metadata.namespace':
      return service.namespace;
    case 'metadata.uid':
      return '00000000-0000-0000-0000-000000000000';
    case 'spec.serviceAccountName':
      return service.serviceAccount.name;
    case 'spec.nodeName':
      return 'localhost';
    default:
      return localAddress;
  }
};

const units: Readonly<Record<string, bigint>> = {
  k: 1000n,
  M: 1000n ** 2n,
  G: 1000n ** 3n,
  T: 1000n ** 4n,
  P: 1000n ** 5n,
  E: 1000n ** 6n,
  Ki: 1024n,
  Mi: 1024n ** 2n,
  Gi: 1024n ** 3n,
  Ti: 1024n ** 4n,
  Pi: 1024n ** 5n,
  Ei: 1024n ** 6n,
};

const divided = (amount: bigint, by: bigint): string => String((amount + by - 1n) / by);

/** What a container's resource is, rounded up to whole units as Kubernetes does; without a limit one processor. */
const resourceValue = (resource: string, divisor: string, { container: { resources } }: Service): string => {
  const limits = resource.startsWith('limits.');
  if (resource.endsWith('.cpu')) {
    const cpu = limits ? resources.cpu.limit : resources.cpu.request;
    const amount = cpu === undefined ? 1000n : millicores(cpu);
    return divisor === '1m' ? String(amount) : divided(amount, 1000n);
  }
  const { request, limit } = resource.endsWith('.memory') ? resources.memory : resources.storage;
  return divided(bytes(limits ? limit : request), units[divisor.slice(1)] ?? 1n);
};

/** The value of a variable that is none of the dependencies' own, in pieces; what is known elsewhere only comes from `.env`. */
export const localValue = (variable: Variable, service: Service): readonly Part[] => {
  const text = (value: string): readonly Part[] => [{ kind: 'text', text: value }];
  switch (variable.kind) {
    case 'literal':
      return text(variable.value);
    case 'secretKey':
    case 'configMapKey':
      return [{ kind: 'credential', key: environmentKey(variable.name) }];
    case 'field':
      return text(fieldValue(variable.path, service));
    case 'resource':
      return text(resourceValue(variable.resource, variable.divisor, service));
  }
};

const reference = /\$\$|\$\(([-._a-zA-Z][-._a-zA-Z0-9]*)\)/g;

/** Puts the variables before it into a value, as Kubernetes does: `$(NAME)` is its value, `$$` is one dollar, all else stays. */
export const expanded = (text: string, known: ReadonlyMap<string, readonly Part[]>): readonly Part[] => {
  const parts: Part[] = [];
  let at = 0;
  for (const found of text.matchAll(reference)) {
    const [whole, name] = found;
    const value: readonly Part[] | undefined = name === undefined ? [{ kind: 'text', text: '$' }] : known.get(name);
    if (value === undefined) continue;
    parts.push({ kind: 'text', text: text.slice(at, found.index) }, ...value);
    at = found.index + whole.length;
  }
  return joined([...parts, { kind: 'text', text: text.slice(at) }]);
};

/** The same pieces with neighbouring texts in one. */
export const joined = (parts: readonly Part[]): readonly Part[] => {
  const list: Part[] = [];
  for (const part of parts) {
    const last = list.at(-1);
    if (part.kind !== 'text' || last?.kind !== 'text') list.push(part);
    else list[list.length - 1] = { kind: 'text', text: last.text + part.text };
  }
  return list;
};
