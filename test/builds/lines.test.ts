import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lastLines, lineLength, linesTo } from '../../lib/builds/lines.js';

const linesOf = (...chunks: readonly string[]): readonly string[] => {
  const lines: string[] = [];
  const split = linesTo((line) => lines.push(line));
  for (const chunk of chunks) split.write(chunk);
  split.end();
  return lines;
};

describe('lines of an output', () => {
  test.each([
    [['a\nb\n'], ['a', 'b']],
    [
      ['a', 'b\r', '\nc'],
      ['ab', 'c'],
    ],
    [['10%\r20%\r30%\n'], ['10%', '20%', '30%']],
    [['\n\n  \n  x  \n'], ['  x']],
    [[], []],
  ])('%j', (chunks, lines) => {
    expect(linesOf(...chunks)).toEqual(lines);
  });

  test('are the same however the output comes in', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '\r') });
    fc.assert(
      fc.property(fc.array(text), (chunks) => {
        expect(linesOf(...chunks)).toEqual(linesOf(chunks.join('')));
      }),
    );
  });

  test('are cut where they are too long, and the rest is not kept', () => {
    expect(linesOf('x'.repeat(lineLength))).toEqual(['x'.repeat(lineLength)]);
    expect(linesOf('x'.repeat(lineLength), 'y'.repeat(10_000), '\nz')).toEqual([`${'x'.repeat(lineLength - 1)}…`, 'z']);
  });
});

describe('the last lines', () => {
  test('are as many as are asked for', () => {
    const last = lastLines(2);
    for (const line of ['a', 'b', 'c']) last.add(line);
    expect(last.lines()).toEqual(['b', 'c']);
  });

  test('hide the passwords of addresses', () => {
    const last = lastLines(2);
    last.add('fetching https://ci:s3cret@example.com/x and http://plain.example.com:80/@x');
    expect(last.lines()).toEqual(['fetching https://ci:…@example.com/x and http://plain.example.com:80/@x']);
  });
});
