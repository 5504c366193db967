import { applyPatch } from 'diff';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainStyle } from '../../lib/cli/terminal.js';
import { styledDiff, unifiedDiff } from '../../lib/cli/unified-diff.js';

describe('a diff', () => {
  test('says under the file what has to change', () => {
    expect(unifiedDiff('a/Makefile', 'one\ntwo\nthree\n', 'one\n2\nthree\n')).toBe(
      [
        '--- a/Makefile\ton the disk',
        '+++ a/Makefile\tgenerated',
        '@@ -1,3 +1,3 @@',
        ' one',
        '-two',
        '+2',
        ' three',
      ].join('\n'),
    );
  });

  test('makes the new text of the old one, whatever they are', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', '', '+c', '--- d', '@@ e', '\\ f'))
      .map((lines) => `${lines.join('\n')}\n`);
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(applyPatch(before, `${unifiedDiff('f', before, after)}\n`)).toBe(after);
      }),
    );
  });

  test('is coloured by line, and harmless', () => {
    const diff = unifiedDiff('f', 'a\n\u001b[2J\n', 'a\nb\n');
    const style = (look: string, text: string): string => `<${look}>${text}`;
    expect(styledDiff(diff, style).split('\n')).toEqual([
      '<bold>--- f\ton the disk',
      '<bold>+++ f\tgenerated',
      '<cyan>@@ -1,2 +1,2 @@',
      ' a',
      '<red>-\\u001b[2J',
      '<green>+b',
    ]);
    expect(styledDiff(diff, plainStyle)).toContain('\n-\\u001b[2J\n+b');
  });
});
