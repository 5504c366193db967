import { describe, expect, test } from 'vitest';
import { showProgress } from '../../lib/cli/progress.js';

const progressAt = (shown = true, columns = 40) => {
  const written: string[] = [];
  let time = 1000;
  const progress = showProgress({ write: (text) => written.push(text), columns }, { shown, now: () => time });
  const later = (milliseconds: number, action: () => void): void => {
    time += milliseconds;
    action();
  };
  return { progress, later, written };
};

describe('progress', () => {
  test('says nothing of short work', () => {
    const { progress, later, written } = progressAt();
    later(499, () => progress.tell('making charts', 1, 2));
    progress.end();
    expect(written).toEqual([]);
  });

  test('rewrites one line, ten times a second at most, and removes it at the end', () => {
    const { progress, later, written } = progressAt();
    later(500, () => progress.tell('making charts', 1, 9));
    later(50, () => progress.tell('making charts', 2, 9));
    later(50, () => progress.tell('making charts', 3, 9));
    later(100, () => progress.tell('writing manifests'));
    later(100, () => progress.tell('checking', 7));
    progress.end();
    progress.end();
    expect(written).toEqual([
      '\r\u001b[Kmaking charts 1/9',
      '\r\u001b[Kmaking charts 3/9',
      '\r\u001b[Kwriting manifests',
      '\r\u001b[Kchecking 7',
      '\r\u001b[K',
    ]);
  });

  test('never takes a second line', () => {
    const { progress, later, written } = progressAt(true, 10);
    later(500, () => progress.tell('making very many charts', 1, 9));
    expect(written).toEqual(['\r\u001b[Kmaking ve']);
  });

  test('is whole on a terminal that does not tell its width', () => {
    const { progress, later, written } = progressAt(true, 0);
    later(500, () => progress.tell('making charts', 1, 9));
    expect(written).toEqual(['\r\u001b[Kmaking charts 1/9']);
  });

  test('is silent where no terminal looks on', () => {
    const { progress, later, written } = progressAt(false);
    later(5000, () => progress.tell('making charts'));
    progress.end();
    expect(written).toEqual([]);
  });
});
