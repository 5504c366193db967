import { fileKey } from '../../definition/config-file.js';
import type { ConfigEntry } from '../../local/types/local.js';
import { fieldNames } from './names.js';

/** A line of the configuration table as a field of the Go struct. */
export interface Field {
  readonly entry: ConfigEntry;
  /** the field's name, such as `DBHost` */
  readonly name: string;
  /** the variable that holds the value; empty where only a file is read */
  readonly variable: string;
  /** the variable that holds the path of a secret's file; empty for all others */
  readonly file: string;
  /** the place in a configuration file; empty for secrets */
  readonly key: string;
  /** the value where none is given; empty for none */
  readonly fallback: string;
}

/** The variables that an entry may be read from: the one that the platform sets, and the other form of a secret. */
const forms = ({ name, secret }: ConfigEntry): readonly string[] =>
  secret === undefined ? [name] : secret === 'env' ? [name, `${name}_FILE`] : [`${name}_FILE`, name];

/** True for a default in which the platform puts other variables: the process cannot know what it comes to. */
const refers = (text: string): boolean => text.includes('$(');

/** The fields of the struct, in the table's order. The other form of a secret is left out where something else has its name. */
export const fields = (entries: readonly ConfigEntry[]): readonly Field[] => {
  const claims = entries.flatMap(forms);
  const plain = entries.filter(({ secret }) => secret === undefined).map(({ name }) => name);
  const reads = (entry: ConfigEntry, variable: string): boolean => {
    const [own] = forms(entry);
    return own === variable || claims.filter((claim) => claim === variable).length === 1;
  };
  const names = fieldNames(entries.map(({ name }) => name));
  return entries.flatMap((entry, index) =>
    names.slice(index, index + 1).map((name) => ({
      entry,
      name,
      variable: reads(entry, entry.name) ? entry.name : '',
      file: entry.secret !== undefined && reads(entry, `${entry.name}_FILE`) ? `${entry.name}_FILE` : '',
      key: entry.secret === undefined ? fileKey(entry.name, plain) : '',
      fallback: entry.default === undefined || refers(entry.default) ? '' : entry.default,
    })),
  );
};
