import type { TextFile } from './artefacts.js';
import type { Conflict } from './said.js';
import { shown } from './said.js';

/** The variables of an env file. */
export interface EnvFile {
  readonly path: string;
  readonly values: ReadonlyMap<string, string>;
  /** the variables that it tells of: those it sets, and those of lines such as `# NAME=value` */
  readonly listed: ReadonlySet<string>;
  readonly problems: readonly Conflict[];
}

const unquoted = (value: string): string => /^(['"])(.*)\1$/s.exec(value)?.[2] ?? value;

/** Reads `NAME=value` lines as Compose reads an env file. */
export function readEnvFile({ path, text }: TextFile): EnvFile {
  const values = new Map<string, string>();
  const listed = new Set<string>();
  const problems: Conflict[] = [];
  text.split(/\r?\n/).forEach((line, index) => {
    const [, told] = /^\s*#+\s*([-.\w]+)=/.exec(line) ?? [];
    if (told !== undefined) listed.add(told);
    if (/^\s*(#|$)/.test(line)) return;
    const [, name, value = ''] = /^\s*(?:export\s+)?([-.\w]+)(?:\s*=\s*(.*?))?\s*$/.exec(line) ?? [];
    if (name !== undefined) values.set(name, unquoted(value.replace(/\s+#.*$/, '')));
    else if (problems.length === 0) {
      problems.push({
        places: [{ file: path, line: index + 1, path: '', value: shown(line.split('=', 1)[0] ?? '') }],
        message: `${path} has a line that sets no variable, every line must be NAME=value or a comment`,
        fix: 'correct the line, or put # before it',
      });
    }
  });
  return { path, values, listed: new Set([...listed, ...values.keys()]), problems };
}
