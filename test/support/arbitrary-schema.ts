import fc, { type Arbitrary } from 'fast-check';
import { z } from 'zod';

/** Changes what stands at one place: gets what the schema alone would give, made only when it is asked for. */
export type Place = (plain: () => Arbitrary<unknown>) => Arbitrary<unknown>;

/** What a schema alone cannot tell. */
export interface Knowledge {
  /** how to write a scalar whose schema checks by code or by a pattern with look-ahead; by schema, since each stands once */
  readonly scalars: ReadonlyMap<z.core.$ZodType, Arbitrary<unknown>>;
  /** any text, where the schema says no more */
  readonly text: Arbitrary<string>;
  /** what stands at a place, by its path: `network.expose[].port`, `config.variables.*` */
  readonly places?: Readonly<Record<string, Place>>;
  /** the branches that are left of a discriminated union, by path; `short` keeps its shorthand */
  readonly kinds?: Readonly<Record<string, readonly string[]>>;
  /** the paths of keys that are there in any case, although the schema lets them away */
  readonly always?: readonly string[];
  /** the paths of keys that are not there, although the schema lets them stand */
  readonly never?: readonly string[];
  /** told of each path where this knowledge was used, so that a test can find what is never used */
  readonly used?: (path: string) => void;
}

/**
 * Writes values as the schema reads them (`z.input`), by walking it: every key that may be absent is sometimes absent, every
 * branch of a union and every shorthand is taken. A field that is added to the schema is written without a change here.
 */
export const inputOf = (schema: z.core.$ZodType, knowledge: Knowledge, path = ''): Arbitrary<unknown> => {
  const place = knowledge.places?.[path];
  if (place === undefined) return plainInput(schema, knowledge, path);
  knowledge.used?.(path);
  return place(() => plainInput(schema, knowledge, path));
};

const plainInput = (schema: z.core.$ZodType, knowledge: Knowledge, path: string): Arbitrary<unknown> => {
  const scalar = knowledge.scalars.get(schema);
  if (scalar !== undefined) return scalar;
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const into = (inner: z.core.$ZodType, at = path) => plainInput(inner, knowledge, at);
  const below = (inner: z.core.$ZodType, at: string) => inputOf(inner, knowledge, at);
  switch (def.type) {
    case 'object':
      return object(def.shape, knowledge, path);
    case 'record': {
      const keys = below(def.keyType, `${path}.(key)`).map(String);
      const written = fc.dictionary(keys, below(def.valueType, `${path}.*`), { maxKeys: 3, noNullPrototype: true });
      return checksOf(schema).length > 0 ? accepted(schema, written) : written;
    }
    case 'array': {
      const { minimum, maximum } = limits(schema);
      const most = Math.min(maximum, Math.max(minimum, 3));
      return fc.array(below(def.element, `${path}[]`), { minLength: minimum, maxLength: most });
    }
    case 'union':
      return fc.oneof(...branches(def, knowledge, path).map((option) => into(option)));
    case 'optional':
    case 'default':
    case 'prefault':
    case 'nullable':
    case 'readonly':
      return into(def.innerType);
    case 'pipe':
      return into(def.in);
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries));
    case 'literal':
      return fc.constantFrom(...def.values);
    case 'boolean':
      return fc.boolean();
    case 'number':
      return number(schema);
    case 'string':
      return text(schema, knowledge, path);
    case 'lazy':
      return fc.jsonValue({ maxDepth: 2 });
    default:
      throw new Error(`no way to write a value of type ${def.type} at ${path}: teach it to arbitrary-schema.ts`);
  }
};

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

const object = (shape: z.core.$ZodShape, knowledge: Knowledge, path: string): Arbitrary<unknown> => {
  const told = (list: readonly string[] | undefined, key: string): boolean => {
    if (list?.includes(join(path, key)) !== true) return false;
    knowledge.used?.(join(path, key));
    return true;
  };
  const fields = Object.entries(shape).filter(([key]) => !told(knowledge.never, key));
  const required = fields.filter(([key, inner]) => told(knowledge.always, key) || inner._zod.optin === undefined);
  return fc.record(
    Object.fromEntries(fields.map(([key, inner]) => [key, inputOf(inner, knowledge, join(path, key))])),
    { requiredKeys: required.map(([key]) => key), noNullPrototype: true },
  );
};

/** The branches of a union, less those that the path does not allow. */
const branches = (
  def: z.core.$ZodUnionDef | z.core.$ZodDiscriminatedUnionDef,
  { kinds, used }: Knowledge,
  path: string,
): readonly z.core.$ZodType[] => {
  const allowed = kinds?.[path];
  if (allowed === undefined) return def.options;
  used?.(path);
  const named = (option: z.core.$ZodType): boolean =>
    [...(option._zod.propValues?.kind ?? [])].some((kind) => allowed.includes(String(kind)));
  if ('discriminator' in def) return def.options.filter(named);
  return allowed.includes('short') ? def.options : def.options.filter((option) => option._zod.propValues !== undefined);
};

interface Limits {
  readonly minimum: number;
  readonly maximum: number;
  readonly patterns: readonly RegExp[];
}

/** What the checks of a schema say of length, size and form. */
const limits = (schema: z.core.$ZodType): Limits => {
  const found = { minimum: 0, maximum: Number.POSITIVE_INFINITY, patterns: [] as RegExp[] };
  for (const check of checksOf(schema)) {
    const def = (check as z.core.$ZodChecks)._zod.def;
    if (def.check === 'min_length') found.minimum = def.minimum;
    else if (def.check === 'max_length') found.maximum = def.maximum;
    else if (def.check === 'greater_than') found.minimum = Number(def.value);
    else if (def.check === 'less_than') found.maximum = Number(def.value);
    else if (def.check === 'string_format' && def.pattern !== undefined) found.patterns.push(def.pattern);
  }
  return found;
};

const checksOf = (schema: z.core.$ZodType): readonly z.core.$ZodCheck<never>[] =>
  ((schema as z.core.$ZodTypes)._zod.def.checks ?? []) as readonly z.core.$ZodCheck<never>[];

const accepted = (schema: z.core.$ZodType, written: Arbitrary<unknown>): Arbitrary<unknown> =>
  written.filter((value) => z.core.safeParse(schema, value).success);

const number = (schema: z.core.$ZodType): Arbitrary<unknown> => {
  const { minimum, maximum } = limits(schema);
  const { def } = (schema as z.core.$ZodNumber)._zod;
  const whole = 'format' in def || minimum >= maximum;
  const some = fc.integer({ min: Math.ceil(minimum), max: Math.floor(Math.min(maximum, 1_000_000_000)) });
  return accepted(schema, whole ? some : fc.oneof(some, fc.constantFrom(0.5, 1.25, 0.001)));
};

const text = (schema: z.core.$ZodType, knowledge: Knowledge, path: string): Arbitrary<unknown> => {
  const { minimum, maximum, patterns } = limits(schema);
  const { def } = (schema as z.core.$ZodString)._zod;
  const pattern = patterns[0] ?? (def as { readonly pattern?: RegExp }).pattern;
  if (pattern !== undefined) return accepted(schema, matching(pattern, path));
  const long = knowledge.text.map((some) => (some.length >= minimum ? some : `${some}${'x'.repeat(minimum)}`));
  return accepted(
    schema,
    long.map((some) => some.slice(0, maximum)),
  );
};

/** Kept by pattern, since fast-check walks all of Unicode to prepare one. */
const prepared = new Map<string, Arbitrary<string>>();

const matching = (pattern: RegExp, path: string): Arbitrary<string> => {
  const known = prepared.get(String(pattern));
  if (known !== undefined) return known;
  try {
    const written = fc.stringMatching(new RegExp(withoutLookAhead(pattern.source), pattern.flags));
    prepared.set(String(pattern), written);
    return written;
  } catch (error) {
    throw new Error(`no way to write the text at ${path}: add its schema to arbitrary-scalars.ts`, { cause: error });
  }
};

/** A pattern without its `(?=…)` and `(?!…)`, which fast-check cannot write; what it then writes too much is filtered away. */
const withoutLookAhead = (source: string): string => {
  const start = source.search(/\(\?[=!]/);
  if (start === -1) return source;
  let depth = 0;
  for (let at = start; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === '(') depth += 1;
    else if (source[at] === ')') depth -= 1;
    if (depth === 0) return withoutLookAhead(source.slice(0, start) + source.slice(at + 1));
  }
  return source;
};
