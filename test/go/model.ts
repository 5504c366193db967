import { readDuration } from '../../lib/definition/duration.js';
import type { ConfigEntry } from '../../lib/local/types/local.js';
import { minimal, problemsOf, resolved } from '../support/definitions.js';
import { wellFormed } from './entries.js';

/** Whether a definition may give a variable of this type this value. */
export const definitionTakes = (type: ConfigEntry['type'], value: string): boolean =>
  !problemsOf(() => resolved(minimal({ config: { variables: { A: { type, value } } } }))).some(({ path }) =>
    path.startsWith('config.variables.A'),
  );

const readers: Readonly<Record<ConfigEntry['type'], (text: string) => unknown>> = {
  string: wellFormed,
  integer: BigInt,
  number: Number,
  boolean: (text) => text === 'true',
  duration: (text) => {
    const reading = readDuration(text);
    return 'milliseconds' in reading ? reading.milliseconds : reading;
  },
  url: (text) => new URL(text).href,
  port: Number,
};

/** What a text means as a value of a type, whether a definition says it or Go printed it; without a text the zero value. */
export const meaning = (type: ConfigEntry['type'], text: string): unknown => {
  if (text !== '') return readers[type](text);
  return { string: '', integer: 0n, number: 0, boolean: false, duration: 0, url: null, port: 0 }[type];
};

/** What Go printed, as `meaning` tells it. */
export const printedMeaning = (type: ConfigEntry['type'], printed: string | null | undefined): unknown => {
  if (typeof printed !== 'string') return printed;
  return type === 'duration' ? Number(printed) : readers[type](printed);
};

/** What a field without a secret must hold for the text that stands in its variable; `refused` for a problem. */
export const expected = (entry: ConfigEntry, text: string | undefined): { readonly is: unknown } | 'refused' => {
  const { type, required, allowed, default: standard } = entry;
  const mayBeEmpty = type === 'string' && !required && (allowed === undefined || allowed.includes(''));
  const fallback = standard === undefined || standard.includes('$(') ? '' : standard;
  const given = text === undefined || (text === '' && !mayBeEmpty) ? fallback : text;
  if (given === '') return required ? 'refused' : { is: meaning(type, '') };
  const fits = allowed === undefined || allowed.map(wellFormed).includes(wellFormed(given));
  return fits && (type === 'string' || definitionTakes(type, given)) ? { is: meaning(type, given) } : 'refused';
};
