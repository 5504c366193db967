// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what looks like a template here is a value that must stay as it is
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';

/** The name of a file that exists nowhere unless somebody runs what stands in a value. */
export const trap = 'pwned-5d1f6c0e9b';

const commands = [
  `$(touch ${trap})`,
  `\`touch ${trap}\``,
  `"; touch ${trap}; "`,
  `'; touch ${trap}; '`,
  `\n\ttouch ${trap}\n`,
  `" && touch ${trap} && echo "`,
  `\${IFS}&&touch\${IFS}${trap}`,
  `\\$(touch ${trap})`,
  `$(shell touch ${trap})`,
  `$$(touch ${trap})`,
  `|touch ${trap}`,
  `>${trap}`,
  `\nRUN touch /${trap}\n`,
  `"]\nRUN touch /${trap}\nCMD ["`,
];

/** What means something to a shell, make, Docker, Compose, YAML or a terminal, one JSON text a line. */
const syntax = readFileSync(join(import.meta.dirname, 'hostile-values.txt'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => String(JSON.parse(line)));

const words = ['$$', '${', '$(', '\\\\', '#{', ': ', 'ä', '你', '💥', '\u2028', `touch ${trap}`, 'H000', 'HOME', 'EOF'];
const pieces = fc.constantFrom(...words, ...'"\'`$\\\n\r\t #{}():-=%&*!|><;,[]?@~aB0_');
const random = fc.oneof(
  fc.string({ unit: pieces, minLength: 1, maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
);

/** More than 250 values that mean something to somebody on their way; the same in every run. */
export const hostileValues = (): readonly string[] => [
  ...new Set([...commands, ...syntax, 'x'.repeat(4000), ...fc.sample(random, { seed: 20_261_122, numRuns: 120 })]),
];

/** Names that a variable might be given. */
export const hostileNames: readonly string[] = [
  ...['', 'a', '1A', '_', 'Ä', '-A', 'A B', 'A=B', 'A\nB', 'A.B', 'A-B', 'A#B', 'A:B', 'A/B', 'A,B', 'A\u0000', 'A\\'],
  ...['$A', '${A}', 'A"B', "A'B", 'A`B', '[A]', '{A}', '__proto__', 'constructor', `A$(touch ${trap})`],
];
