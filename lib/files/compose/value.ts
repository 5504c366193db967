const source = Symbol('source');

/** A text that Compose is to interpolate: what is fixed in it is escaped already. */
export interface Template {
  readonly [source]: string;
}

/** What can stand in a Compose file. Plain strings are fixed texts, whatever is in them; only a Template is interpolated. */
export type Value = null | boolean | number | string | Template | readonly Value[] | Mapping;

/** A mapping of a Compose file; keys without a value are left out. */
export interface Mapping {
  readonly [key: string]: Value | undefined;
}

const keyOfEnv = /^[A-Za-z_][A-Za-z0-9_]*$/;

const known = (key: string): string => {
  if (keyOfEnv.test(key)) return key;
  throw new Error(`cannot refer to ${JSON.stringify(key)}: a key of .env has letters, digits and _ only`);
};

/** A text as it stands where Compose interpolates: a `$` is written twice. */
export const escaped = (text: string): string => text.replaceAll('$', '$$$$');

/** A text that Compose interpolates, from its pieces: fixed texts and other templates. */
export const template = (...pieces: readonly (string | Template)[]): Template => ({
  [source]: pieces.map((piece) => (typeof piece === 'string' ? escaped(piece) : piece[source])).join(''),
});

/** What stands in `.env` under a key; Compose does nothing without it. */
export const required = (key: string): Template => ({
  [source]: `\${${known(key)}:?set ${key} in .env, or run slipway generate}`,
});

/** What the environment or `.env` holds under a key, or else a text that `canBeDefault`. */
export const either = (key: string, text: string): Template => ({ [source]: `\${${known(key)}-${escaped(text)}}` });

/** What the environment or `.env` holds under a key, or else, where that is empty too, a text that `canBeDefault`. */
export const filled = (key: string, text: string): Template => ({ [source]: `\${${known(key)}:-${escaped(text)}}` });

/** Whether a text can stand as the default of a key: Compose has no way to write a brace or a line break there. */
export const canBeDefault = (text: string): boolean => !/[{}\n]/.test(text);

/** Whether a name can be a key of `.env`. */
export const canBeKey = (name: string): boolean => keyOfEnv.test(name);

export const isTemplate = (value: object): value is Template => source in value;

/** What is written for a template. */
export const sourceOf = (value: Template): string => value[source];
