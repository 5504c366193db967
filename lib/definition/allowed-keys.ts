import type { z } from 'zod';
import { type Path, valueAt } from './path.js';

type Schema = z.core.$ZodType;

/** The union that zod's own code discriminates on `def.type`; every schema is one of its members. */
const definitionOf = (schema: Schema) => (schema as z.core.$ZodTypes)._zod.def;

/** The objects and records that a schema may stand for once wrappers, pipes and unions are opened. */
function containers(schema: Schema, input: unknown): readonly Schema[] {
  const def = definitionOf(schema);
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'nonoptional':
    case 'default':
    case 'prefault':
    case 'catch':
    case 'readonly':
      return containers(def.innerType, input);
    case 'pipe': {
      const written = containers(def.in, input);
      return written.some(hasInside) ? written : containers(def.out, input);
    }
    case 'lazy':
      return containers(def.getter(), input);
    case 'intersection':
      return [...containers(def.left, input), ...containers(def.right, input)];
    case 'union':
      return branches(def, input).flatMap((option) => containers(option, input));
    default:
      return [schema];
  }
}

const hasInside = (schema: Schema): boolean =>
  ['object', 'record', 'array', 'tuple'].includes(definitionOf(schema).type);

/** All options of a union, or the one that the input's discriminator names. */
function branches(def: z.core.$ZodUnionDef, input: unknown): readonly Schema[] {
  if (!('discriminator' in def) || typeof def.discriminator !== 'string') return def.options;
  const { discriminator } = def;
  const found = valueAt(input, [discriminator]);
  const value = found.kind === 'value' ? found.value : undefined;
  const named = def.options.filter((option) =>
    [...(option._zod.propValues?.[discriminator] ?? [])].some((v) => v === value),
  );
  return named.length > 0 ? named : def.options;
}

function step(schema: Schema, segment: PropertyKey): readonly Schema[] {
  const def = definitionOf(schema);
  if (def.type === 'object') {
    const field = Object.getOwnPropertyDescriptor(def.shape, segment)?.value;
    return [field, def.catchall].filter((found) => found !== undefined).slice(0, 1);
  }
  if (def.type === 'record') return [def.valueType];
  if (def.type === 'array') return [def.element];
  if (def.type === 'tuple') return [def.items[Number(segment)] ?? def.rest].filter((found) => found != null);
  return [];
}

function keysOf(schema: Schema): readonly string[] {
  const def = definitionOf(schema);
  if (def.type === 'object') return Object.keys(def.shape);
  if (def.type === 'record') return [...(def.keyType._zod.values ?? [])].filter((key) => typeof key === 'string');
  return [];
}

/** The objects and records that may stand at a path of the input, every branch of every union among them. */
function containersAt(schema: Schema, input: unknown, path: Path): readonly Schema[] {
  let candidates = containers(schema, input);
  path.forEach((segment, index) => {
    const found = valueAt(input, path.slice(0, index + 1));
    const value = found.kind === 'value' ? found.value : undefined;
    candidates = candidates.flatMap((candidate) => step(candidate, segment)).flatMap((next) => containers(next, value));
  });
  return candidates.filter((candidate) => keysOf(candidate).length > 0);
}

function presentKeys(input: unknown, path: Path): readonly string[] {
  const at = valueAt(input, path);
  return at.kind === 'value' && typeof at.value === 'object' && at.value !== null ? Object.keys(at.value) : [];
}

/**
 * The keys that a schema allows at a path of the input where `unknown` keys were refused. Where several branches of a
 * union stand there, only those count that refuse exactly these keys.
 */
export function allowedKeys(schema: Schema, input: unknown, path: Path, unknown: readonly string[]): readonly string[] {
  const refused = new Set(unknown);
  const known = presentKeys(input, path).filter((key) => !refused.has(key));
  const lists = containersAt(schema, input, path).map(keysOf);
  const refusing = lists.filter((keys) => known.every((k) => keys.includes(k)) && !keys.some((k) => refused.has(k)));
  return [...new Set((refusing.length > 0 ? refusing : lists).flat())];
}

/**
 * The branch at a path that knows more of the keys there than the one that refused `unknown`: zod itself settles for a
 * branch that only has unknown keys when the others also miss something.
 */
export function closerBranch(
  schema: Schema,
  input: unknown,
  path: Path,
  unknown: readonly string[],
): Schema | undefined {
  const present = new Set(presentKeys(input, path));
  const count = (candidate: Schema) => keysOf(candidate).filter((key) => present.has(key)).length;
  const [best] = [...containersAt(schema, input, path)].sort((a, b) => count(b) - count(a));
  return best && count(best) > present.size - unknown.length ? best : undefined;
}
