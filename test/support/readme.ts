import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One fenced block of the README: its language, the attributes after it, and its text. */
export interface Block {
  readonly language: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}

/** The repository's root folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** All fenced blocks of the README, in order. */
export const blocks = (): readonly Block[] =>
  [...readFileSync(`${root}README.md`, 'utf8').matchAll(/^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm)].map(
    ([, language = '', info = '', text = '']) => ({
      language,
      attributes: Object.fromEntries(
        info
          .split(' ')
          .filter((word) => word !== '')
          .map((word) => [word.split('=')[0] ?? '', word.split('=')[1] ?? '']),
      ),
      text,
    }),
  );

/** The blocks that have an attribute. */
export const blocksWith = (attribute: string): readonly Block[] =>
  blocks().filter(({ attributes }) => attributes[attribute] !== undefined);
