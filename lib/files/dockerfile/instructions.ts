import type { Labels } from '../../service/types/labels.js';
import { copyPaths, execArray, quoted, shellCommand, unbroken } from './quoting.js';

/** Instructions that belong together; the file has an empty line between paragraphs. */
export type Paragraph = readonly string[];

/** A comment of one line. */
export const comment = (text: string): string => `# ${unbroken(text)}`;

/** The first instruction of a stage. */
export const from = (image: string, stage?: string): string =>
  stage === undefined ? `FROM ${image}` : `FROM ${image} AS ${stage}`;

/** The folder in which the following instructions work. */
export const workdir = (path: string): string => `WORKDIR ${quoted(path)}`;

/** Variables or labels, one a line in one instruction; none for none. Values arrive as they are. */
export const pairs = (instruction: 'ENV' | 'LABEL', values: Labels): Paragraph => {
  const lines = Object.entries(values).map(([name, value]) => `${name}=${quoted(value)}`);
  return lines.length === 0 ? [] : [`${instruction} ${lines.join(` \\\n${' '.repeat(instruction.length + 1)}`)}`];
};

/** A copy from the source, or from a stage or image; `mode` is octal. */
export const copy = (
  paths: readonly string[],
  to: string,
  options: { readonly from?: string; readonly mode?: string } = {},
): string => {
  const flags = [
    ...(options.from === undefined ? [] : [`--from=${options.from}`]),
    ...(options.mode === undefined ? [] : [`--chmod=${options.mode}`]),
  ];
  return ['COPY', ...flags, copyPaths([...paths, to])].join(' ');
};

/** A shell command: its text, or the lines that it stands on. */
export type Command = string | readonly string[];

const lines = (command: Command): string =>
  typeof command === 'string' ? shellCommand(command) : command.map(shellCommand).join(' \\\n      ');

/** Shell commands in one layer, each run when the one before succeeded, with mounts that no layer keeps. */
export const run = (commands: readonly Command[], mounts: readonly string[] = []): string =>
  `RUN ${[...mounts, commands.map(lines).join(' \\\n    && ')].join(' \\\n    ')}`;

/** An instruction that hadolint is not to complain of, and why. */
export const excused = (rule: string, reason: string, instruction: string): Paragraph => [
  comment(reason),
  `# hadolint ignore=${rule}`,
  instruction,
];

/** An instruction with an exec array. */
export const exec = (instruction: 'ENTRYPOINT' | 'SHELL', words: readonly string[]): string =>
  `${instruction} ${execArray(words)}`;
