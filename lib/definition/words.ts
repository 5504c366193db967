import type { Definition } from './index.js';
import { pathText } from './path.js';

/** A word of a command line, with its place in the definition. */
export interface Word {
  readonly path: string;
  readonly text: string;
}

/** The words of one list, which stands at a path. */
export const wordsAt = (path: string, list: readonly string[] | undefined): readonly Word[] =>
  (list ?? []).map((text, at) => ({ path: `${path}[${at}]`, text }));

/** Every word of what the containers of a pod run: the program, and what migrates before it. */
export const programWords = ({ workload, migrations }: Pick<Definition, 'workload' | 'migrations'>): readonly Word[] =>
  Object.entries({ workload, migrations }).flatMap(([concern, line]) =>
    (['command', 'args'] as const).flatMap((field) => wordsAt(pathText([concern, field]), line?.[field])),
  );
