import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  copyPaths,
  execArray,
  mountField,
  quoted,
  shellCommand,
  shellPath,
} from '../../../lib/files/dockerfile/quoting.js';

test.each([
  ['production', 'production'],
  ['/app:/app/lib', '/app:/app/lib'],
  ['', '""'],
  ['two words', '"two words"'],
  ['$HOME', String.raw`"\$HOME"`],
  ['say "hi"', String.raw`"say \"hi\""`],
  ['back\\slash\\', String.raw`"back\\slash\\"`],
  ["it's #{x} `id`", '"it\'s #{x} `id`"'],
  ['ü😀', '"ü😀"'],
])('a value %j is written as %s', (value, text) => {
  expect(quoted(value)).toBe(text);
});

test('a value ends neither in a backslash nor before its quotes do', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      fc.pre(!/[\0\n\r]/.test(value));
      expect(quoted(value)).toMatch(/^(?:[\w./:@+,=-]+|"(?:[^"\\$]|\\["\\$])*")$/u);
    }),
  );
});

describe('an exec array', () => {
  test('is JSON, in which a dollar sign stays and a line break is escaped', () => {
    expect(execArray(['\\', '\\"'])).toBe(String.raw`["\u005c", "\u005c\""]`);
    expect(execArray(['/bin/x', '$HOME', 'a\nb', 'ü'])).toBe('["/bin/x", "$HOME", "a\\nb", "ü"]');
  });

  test('refuses what no program can be given', () => {
    expect(() => execArray(['a\0b'])).toThrow('a character that no text can have');
  });
});

test.each([
  [['go.mod', 'go.sum*', './'], 'go.mod go.sum* ./'],
  [['a b', '/c'], '["a b", "/c"]'],
  [['--from=x', '/c'], '["--from=x", "/c"]'],
  [['[a]', '/c'], '["[a]", "/c"]'],
  [['/a$b', '/c"d'], String.raw`["/a\\$b", "/c\\\"d"]`],
  [['ü', '.'], '["ü", "."]'],
])('the paths %j of COPY are written as %s', (paths, text) => {
  expect(copyPaths(paths)).toBe(text);
});

test.each([
  ['cmd/server', 'cmd/server'],
  ['-odd', './-odd'],
  ['a (b)', "'a (b)'"],
])('the path %j is the word %s', (path, word) => {
  expect(shellPath(path)).toBe(word);
});

describe('a mount', () => {
  test('has paths that nothing is replaced in', () => {
    expect(mountField('/root/.cache/ü')).toBe('/root/.cache/ü');
  });

  test.each(['/a,source=/etc', '/a$b', '/a b', '/a"b', '/a\nb', ''])('refuses %j', (text) => {
    expect(() => mountField(text)).toThrow('use letters, digits and ./@+~=- only');
  });
});

describe('a shell command', () => {
  test.each(['a \\', 'a\\', 'a \\ \t'])('that would join the next line is refused: %j', (command) => {
    expect(() => shellCommand(command)).toThrow('ends in \\');
  });

  test.each(['', ' \t'])('is never blank: %j', (command) => {
    expect(() => shellCommand(command)).toThrow('blank');
  });

  test('is one line', () => {
    expect(() => shellCommand('a\nUSER 0')).toThrow('line break');
  });
});
