import type { Field } from './field.js';
import { commentText, shortLiteral } from './literal.js';
import type { Piece } from './piece.js';
import { goTypes } from './types.js';

const source = ({ variable, file }: Field): string => {
  if (file === '') return variable;
  return variable === '' ? `the file that ${file} names` : `${variable}, or the file that ${file} names`;
};

const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

/** What is said over a field, in one line: no description can end it or be read as anything but prose. */
const comment = (field: Field): string => {
  const { entry, name, fallback } = field;
  const description = commentText(entry.description);
  return [
    sentence(`${name} is ${source(field)}${description === '' ? '' : `: ${description}`}`),
    ...(entry.required ? ['Required.'] : []),
    ...(entry.type === 'url' ? ['Nil when it is not set.'] : []),
    ...(fallback === '' ? [] : [`Default: ${shortLiteral(fallback)}.`]),
    ...(entry.allowed === undefined ? [] : [`Allowed: ${entry.allowed.map(shortLiteral).join(', ')}.`]),
    ...(entry.reload === 'watch' ? ['May change while the process runs.'] : []),
  ].join(' ');
};

const declared = (field: Field): string => {
  const { entry, name } = field;
  return `\t// ${comment(field)}\n\t${name} ${entry.secret === undefined ? goTypes[entry.type].type : 'Secret'}\n`;
};

/** The struct, one field a variable. */
export const struct = (fields: readonly Field[]): Piece => ({
  imports: fields.flatMap(({ entry }) => (entry.secret === undefined ? goTypes[entry.type].imports : [])),
  text: `// Config is the configuration of the process: exactly the variables of its definition.
type Config struct${fields.length === 0 ? '{}' : ` {\n${fields.map(declared).join('\n')}}`}`,
});

/** The function that takes from another configuration what may change while the process runs. */
export const reload = (fields: readonly Field[]): Piece => ({
  imports: [],
  text: `// Reload returns the current configuration with the values of next that may change while the process runs.
func Reload(current, next Config) Config {
${fields
  .filter(({ entry }) => entry.reload === 'watch')
  .map(({ name }) => `\tcurrent.${name} = next.${name}\n`)
  .join('')}\treturn current
}`,
});
