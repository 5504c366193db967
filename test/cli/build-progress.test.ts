import { describe, expect, test } from 'vitest';
import type { BuildResult } from '../../lib/builds/services.js';
import { showBuilds } from '../../lib/cli/build-progress.js';
import { plainStyle } from '../../lib/cli/terminal.js';

const result = (name: string, state: BuildResult['state']): BuildResult => ({
  ...{ name, state, reference: `${name}:1`, platforms: [], log: [] },
  identity: { version: '1', commit: 'c', dirty: false, time: 't' },
});

const shown = (as: 'lines' | 'log' | 'nothing', columns = 40) => {
  const written: string[] = [];
  const waiting: (() => void)[] = [];
  const output = { write: (text: string) => written.push(text), columns };
  const shows = showBuilds(output, { as, style: plainStyle, later: (action) => waiting.push(action) });
  /** What was written since the last time, after what had to wait. */
  const take = (): readonly string[] => {
    for (const action of waiting.splice(0)) action();
    return written.splice(0);
  };
  return { shows, take };
};

describe('builds on a terminal', () => {
  test('stand below each other with their present step, and leave a line when they end', () => {
    const { shows, take } = shown('lines');
    shows.started('a', 'a:1');
    shows.started('b', 'b:1');
    expect(take()).toEqual(['\r\u001b[Ja: building a:1\n', '\u001b[1A\r\u001b[Ja: building a:1\nb: building b:1\n']);
    shows.step('a', '[1/3] FROM x');
    shows.step('a', '[2/3] RUN\ty');
    shows.step('b', '[1/2] FROM z');
    expect(take()).toEqual(['\u001b[2A\r\u001b[Ja: [2/3] RUN y\nb: [1/2] FROM z\n']);
    shows.ended(result('a', 'failed'));
    shows.ended(result('b', 'built'));
    shows.end();
    expect(take()).toEqual(['\u001b[2A\r\u001b[Ja: failed\nb: [1/2] FROM z\n', '\u001b[1A\r\u001b[Jb: built\n']);
  });

  test('never take a second line each, and command no terminal', () => {
    const { shows, take } = shown('lines', 12);
    shows.started('a', 'x'.repeat(50));
    shows.step('a', '\u001b[2J世界世界世界');
    expect(take()).toEqual(['\r\u001b[Ja: building\n', '\u001b[1A\r\u001b[Ja: \\u001b[2\n']);
    shows.step('a', '世界世界世界');
    expect(take()).toEqual(['\u001b[1A\r\u001b[Ja: 世界世界\n']);
  });

  test('that are very many are counted', () => {
    const { shows, take } = shown('lines');
    for (let at = 10; at < 30; at++) shows.started(`s${at}`, 'x');
    expect(take().at(-1)).toMatch(/\ns20: building x\nand 9 more\n$/);
  });

  test('are gone at the end, whatever still runs', () => {
    const { shows, take } = shown('lines');
    shows.started('a', 'a:1');
    shows.step('a', '[1/3] FROM x');
    shows.end();
    expect(take()).toEqual(['\r\u001b[Ja: building a:1\n', '\u001b[1A\r\u001b[J']);
  });
});

test('elsewhere a build is a line when it starts, and one when it ends', () => {
  const { shows, take } = shown('log');
  shows.started('a', 'a:1');
  shows.step('a', '[1/3] FROM x');
  shows.ended(result('a', 'built'));
  shows.end();
  expect(take()).toEqual(['a: building a:1\n', 'a: built\n']);
});

test('nothing is shown where nobody wants to see it', () => {
  const { shows, take } = shown('nothing');
  shows.started('a', 'a:1');
  shows.ended(result('a', 'built'));
  expect(take()).toEqual([]);
});
