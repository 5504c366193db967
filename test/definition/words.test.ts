import { expect, test } from 'vitest';
import { programWords, wordsAt } from '../../lib/definition/words.js';
import type { Fields } from '../support/definitions.js';
import { parsed } from '../support/shorthands.js';

test('words are told with their places', () => {
  expect(wordsAt('build.entrypoint', ['/app', 'up'])).toEqual([
    { path: 'build.entrypoint[0]', text: '/app' },
    { path: 'build.entrypoint[1]', text: 'up' },
  ]);
  expect(wordsAt('a', undefined)).toEqual([]);
});

test('the words of a program are its own and those of what migrates before it', () => {
  const workload = { kind: 'service', command: ['/app'], args: ['serve'] };
  const words = (more: Fields) => programWords(parsed(more)).map(({ path, text }) => `${path} ${text}`);
  expect(words({ workload, migrations: { command: ['/up'], args: ['--all'] } })).toEqual([
    'workload.command[0] /app',
    'workload.args[0] serve',
    'migrations.command[0] /up',
    'migrations.args[0] --all',
  ]);
  expect(words({})).toEqual([]);
});
