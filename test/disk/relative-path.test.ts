import { posix, win32 } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRelativePath } from '../../lib/disk/relative-path.js';

const parts = fc.constantFrom(
  '.',
  '..',
  '/',
  '\\',
  ' ',
  'a',
  '.a',
  'B.c',
  'nul',
  '.git',
  ':',
  '\0',
  '\u200c',
  '~1',
  'é',
);

test('a path that is allowed is in its shortest form, and inside its folder on every system', () => {
  const paths = fc.oneof(
    fc.string(),
    fc.array(parts, { maxLength: 8 }).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(paths, (path) => {
      if (!isRelativePath(path)) return;
      for (const { isAbsolute, join, relative, resolve, sep } of [posix, win32]) {
        expect(isAbsolute(path)).toBe(false);
        const inside = relative(resolve('/root'), resolve('/root', path));
        expect(inside.split(sep).join('/')).toBe(path);
        expect(join('/root', path).endsWith(path.split('/').join(sep))).toBe(true);
      }
      expect(path.toLowerCase().split('/')).not.toContain('.git');
    }),
  );
});

test.each(['a', '.env', '.slipway/secrets/DB_PASSWORD', 'internal/config/config_gen.go', 'é/b c.d'])(
  '%j is allowed',
  (path) => {
    expect(isRelativePath(path)).toBe(true);
  },
);
