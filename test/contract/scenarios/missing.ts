import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from '../../docker/command.js';
import { holds, same } from '../../docker/expect.js';
import type { Step } from '../../support/suite.js';
import { figures } from '../ask.js';
import type { Stack } from '../stack.js';

/** The variables that the generated code demands, each with the names that its value may come under. */
const required = (folder: string): ReadonlyMap<string, readonly string[]> => {
  const code = readFileSync(join(folder, 'internal/config/config_gen.go'), 'utf8');
  const lines = code.split('\n').filter((line) => line.includes('Required: true'));
  return new Map(
    lines.map((line) => {
      const [, name = ''] = / Name: "(\w+)"/.exec(line) ?? [];
      const [, file] = / File: "(\w+)"/.exec(line) ?? [];
      return [name, file === undefined ? [name] : [name, file]];
    }),
  );
};

/** Runs the image as Compose would, without some of the variables. */
const runWithout = async (stack: Stack, absent: readonly string[], command: readonly string[]) => {
  const { services, networks } = await stack.compose.config();
  const { image = '', environment = {}, volumes = [] } = services.myapp ?? {};
  const told = Object.entries(environment).filter(([name]) => !absent.includes(name));
  const before = Date.now();
  const outcome = await attempt(
    'docker',
    [
      ...['run', '--rm', '--network', networks.default?.name ?? ''],
      ...told.flatMap(([name, value]) => ['--env', `${name}=${value ?? ''}`]),
      ...volumes.flatMap(({ source, target }) => ['--volume', `${source}:${target}:ro`]),
      ...[image, ...command],
    ],
    { env: stack.docker.env, seconds: 30 },
  );
  return { ...outcome, said: `${outcome.stdout}${outcome.stderr}`, took: Date.now() - before };
};

/** Nothing has begun when the configuration is wrong: what is said is the problems and nothing else. */
const refuses = async (stack: Stack, names: readonly string[], command: readonly string[] = []): Promise<number> => {
  const all = required(stack.folder);
  const { status, said, took } = await runWithout(
    stack,
    names.flatMap((name) => all.get(name) ?? []),
    command,
  );
  same(`the exit code without ${names.join(', ')}`, status, 78);
  for (const name of all.keys())
    same(
      `whether ${name} is told without ${names.join(', ')}:\n${said}`,
      new RegExp(`\\b${name}\\b`).test(said),
      names.includes(name),
    );
  holds(`something has begun:\n${said}`, !/starting|listening|migrat/i.test(said));
  return took;
};

export const missingSteps = (stack: Stack): readonly Step[] => [
  {
    name: 'without each required variable in turn, and without all of them, it ends with 78, tells every one that is missing, and begins nothing',
    action: async () => {
      await stack.up();
      const names = [...required(stack.folder).keys()];
      holds('the definition demands nothing', names.length > 1);
      const took: number[] = [];
      for (const name of names) took.push(await refuses(stack, [name]));
      took.push(await refuses(stack, names), await refuses(stack, names, ['migrate']));
      figures(`${names.join(', ')}: exit 78 within ${Math.max(...took)} ms, with the start of the container`);
    },
  },
];
