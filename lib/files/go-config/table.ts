import type { Field } from './field.js';
import { goString, goStrings } from './literal.js';
import type { Piece } from './piece.js';

const row = ({ entry, name, variable, file, key, fallback }: Field): string => {
  const parts = [
    `Field: ${goString(name)}`,
    ...(variable === '' ? [] : [`Name: ${goString(variable)}`]),
    ...(file === '' ? [] : [`File: ${goString(file)}`]),
    ...(key === '' ? [] : [`Key: ${goString(key)}`]),
    ...(fallback === '' ? [] : [`Default: ${goString(fallback)}`]),
    ...(entry.allowed === undefined ? [] : [`Allowed: ${goStrings(entry.allowed)}`]),
    ...(entry.required ? ['Required: true'] : []),
    ...(entry.secret === undefined ? [] : ['Secret: true']),
    ...(entry.reload === 'watch' ? ['Reloadable: true'] : []),
  ];
  return `\t{${parts.join(', ')}},\n`;
};

/** The table of the variables: what the loader works by, and what a configuration file is read by. */
export const table = (fields: readonly Field[]): Piece => ({
  imports: ['slices'],
  text: `// Variable says how one field of Config is set.
type Variable struct {
	// Field is the field of Config.
	Field string
	// Name is the environment variable with the value; empty where only a file is read.
	Name string
	// File is the environment variable with the path of a secret's file, which goes before Name; empty for others.
	File string
	// Key is the place in a configuration file, nested by dots; empty for secrets, which never stand there.
	Key string
	// Default is the value where none is given; empty for none.
	Default string
	// Allowed are the values that are allowed; empty allows all of the type.
	Allowed []string
	// Required variables must have a value that is not empty.
	Required bool
	// Secret values are never shown.
	Secret bool
	// Reloadable values may change while the process runs.
	Reloadable bool
}

var variables = []Variable{${fields.length === 0 ? '' : '\n'}${fields.map(row).join('')}}

// Variables returns all variables, in the order of the fields of Config.
func Variables() []Variable {
	return slices.Clone(variables)
}`,
});
