import { Writable } from 'node:stream';
import { WriteStream } from 'node:tty';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { shownSafely, styleOf } from '../../lib/cli/terminal.js';

const stream = (isTTY: boolean): Writable & { readonly isTTY: boolean } =>
  Object.assign(new Writable({ write: () => {} }), {
    isTTY,
    getColorDepth: () => WriteStream.prototype.getColorDepth(),
  });

afterEach(() => vi.unstubAllEnvs());
const withEnvironment = (variables: Readonly<Record<string, string>>): void => {
  vi.stubEnv('TERM', 'xterm-256color');
  // Node takes a terminal of a CI for one without colours.
  for (const name of ['NO_COLOR', 'FORCE_COLOR', 'NODE_DISABLE_COLORS', 'CI', 'TEAMCITY_VERSION'])
    vi.stubEnv(name, variables[name]);
};

describe('colours', () => {
  test.each([
    ['are on a terminal', {}, true, '\u001b[31mx\u001b[39m'],
    ['are not in a pipe', {}, false, 'x'],
    ['are not where NO_COLOR says so', { NO_COLOR: '1' }, true, 'x'],
    ['are in a pipe where FORCE_COLOR says so', { FORCE_COLOR: '1' }, false, '\u001b[31mx\u001b[39m'],
  ])('%s', (_, variables, isTTY, text) => {
    withEnvironment(variables);
    expect(styleOf(stream(isTTY))('red', 'x')).toBe(text);
  });
});

describe('a text of foreign origin', () => {
  test.each([
    ['keeps lines, tabs and every letter', 'a\tb\nç 漢 🚢', 'a\tb\nç 漢 🚢'],
    ['cannot command the terminal', '\u001b[2J\r\u0008\u0007\u009b', '\\u001b[2J\\u000d\\u0008\\u0007\\u009b'],
    ['cannot be read backwards', 'a\u202eb\u2066c', 'a\\u202eb\\u2066c'],
  ])('%s', (_, text, shown) => {
    expect(shownSafely(text)).toBe(shown);
  });
});
