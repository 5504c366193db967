import { excused, exec, type Paragraph, run } from './instructions.js';

const pipe = /(?<!\|)\|(?!\|)/;

/** The shell in which a pipe fails when any part of it does, where a command has one: the image's own is not that strict. */
export const strictShell = (image: string, commands: readonly string[]): Paragraph => {
  if (!commands.some((command) => pipe.test(command))) return [];
  const shell = /alpine|busybox/.test(image) ? '/bin/ash' : '/bin/bash';
  return [exec('SHELL', [shell, '-o', 'pipefail', '-c'])];
};

/** What Docker would read as a JSON array, an option or a comment, is given something before it that does nothing. */
const asShell = (command: string): string => (/^\s*[-[#]/.test(command) ? `true; ${command.trimStart()}` : command);

/** A team's own command; `follows` says that the instruction before it is a command too. */
export const ownCommand = (command: string, mounts: readonly string[], follows: boolean): Paragraph => {
  const instruction = run([asShell(command)], mounts);
  return follows ? excused('DL3059', 'Each step has a layer of its own.', instruction) : [instruction];
};

/** The team's steps before the program is built, in the strict shell where one needs it. */
export const steps = (
  recipe: { readonly builder: string; readonly steps: readonly string[] },
  mounts: readonly string[] = [],
): Paragraph => [
  ...strictShell(recipe.builder, recipe.steps),
  ...recipe.steps.flatMap((command, index) => ownCommand(command, mounts, index > 0)),
];
