import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DefinitionError } from '../../lib/definition/problems.js';
import { contextHash } from '../../lib/images-lock/context-hash.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway context-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (path: string, text: string | Uint8Array = ''): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const hash = (dockerfile = 'Dockerfile'): Promise<string> => contextHash(folder, dockerfile);

/** Whether an action changes the hash. */
const changes = async (action: () => unknown, dockerfile?: string): Promise<boolean> => {
  const before = await hash(dockerfile);
  await action();
  return (await hash(dockerfile)) !== before;
};

describe('the hash of a context', () => {
  test('is the same on every machine', async () => {
    expect(await hash()).toBe('sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    write('main.go', 'package main\n');
    write('cmd/run', '#!/bin/sh\n');
    chmodSync(join(folder, 'cmd/run'), 0o755);
    symlinkSync('cmd/run', join(folder, 'run'));
    expect(await hash()).toMatchInlineSnapshot(
      `"sha256:2e546768090c558d661753221677baa22be08692b9075384cb45ad0186e69a72"`,
    );
  });

  test('changes with a name, a byte, an executable bit, a link, and what a link becomes', async () => {
    write('a', 'text');
    write('b/c', 'other');
    const at = (path: string): string => join(folder, path);
    expect(await changes(() => renameSync(at('a'), at('d')))).toBe(true);
    expect(await changes(() => renameSync(at('b/c'), at('c')))).toBe(true);
    expect(await changes(() => write('d', 'Text'))).toBe(true);
    expect(await changes(() => chmodSync(at('d'), 0o744))).toBe(true);
    expect(await changes(() => symlinkSync('d', at('l')))).toBe(true);
    expect(await changes(() => [unlinkSync(at('l')), symlinkSync('c', at('l'))])).toBe(true);
    expect(await changes(() => [unlinkSync(at('l')), write('l', 'c')])).toBe(true);
    expect(await changes(() => write('new'))).toBe(true);
    expect(await changes(() => unlinkSync(at('new')))).toBe(true);
  });

  test('is that of no other files whose names and texts run together the same', async () => {
    write('a', 'x');
    write('b', 'y');
    const before = await hash();
    for (const path of ['a', 'b']) unlinkSync(join(folder, path));
    write('a', `x${'\0'}b`);
    write('ab', 'y');
    expect(await hash()).not.toBe(before);
  });

  test('does not change with times, owners, other modes, empty folders, and what is no file', async () => {
    write('a', 'text');
    const at = join(folder, 'a');
    expect(await changes(() => utimesSync(at, 1, 1))).toBe(false);
    for (const mode of [0o600, 0o666, 0o655, 0o444]) expect(await changes(() => chmodSync(at, mode))).toBe(false);
    expect(await changes(() => chmodSync(folder, 0o700))).toBe(false);
    expect(await changes(() => mkdirSync(join(folder, 'empty/inner'), { recursive: true }))).toBe(false);
    if (process.getuid?.() === 0) expect(await changes(() => lchownSync(at, 65_534, 65_534))).toBe(false);
    expect(await changes(() => execFileSync('mkfifo', [join(folder, 'pipe')]))).toBe(false);
    const server = createServer();
    const listening = new Promise((resolve) => server.listen(join(folder, 'socket'), () => resolve(undefined)));
    expect(await changes(() => listening)).toBe(false);
    server.close();
  });

  test('does not follow links, to nowhere and to themselves', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'slipway-'));
    symlinkSync(elsewhere, join(folder, 'folder'));
    symlinkSync('loop', join(folder, 'loop'));
    symlinkSync('nowhere', join(folder, 'broken'));
    expect(await changes(() => writeFileSync(join(elsewhere, 'file'), ''))).toBe(false);
    rmSync(elsewhere, { recursive: true });
  });

  test('leaves the Dockerfile out, wherever it is, and takes .dockerignore as it takes any file', async () => {
    write('Dockerfile', 'FROM a');
    write('build/Dockerfile', 'FROM a');
    expect(await changes(() => write('Dockerfile', 'FROM b'))).toBe(false);
    expect(await changes(() => write('build/Dockerfile', 'FROM b'))).toBe(true);
    expect(await changes(() => write('build/Dockerfile', 'FROM c'), './build/Dockerfile')).toBe(false);
    expect(await changes(() => write('.dockerignore', '# nothing'))).toBe(true);
    write('.dockerignore', '.dockerignore');
    expect(await changes(() => write('.dockerignore', '.dockerignore\n# nothing'))).toBe(false);
  });

  test('takes what .dockerignore shows, and that of the Dockerfile before that of all', async () => {
    write('.dockerignore', '*\n!src\nsrc/secret');
    write('src/a');
    expect(await changes(() => write('README.md'))).toBe(false);
    expect(await changes(() => write('src/secret', 'x'))).toBe(false);
    expect(await changes(() => write('src/b/c', 'x'))).toBe(true);
    write('Dockerfile.dockerignore', 'src');
    expect(await changes(() => write('src/b/c', 'y'))).toBe(false);
    expect(await changes(() => write('README.md', 'x'))).toBe(true);
  });

  test('reads files of any size', async () => {
    const large = new Uint8Array(5 * 1024 * 1024).fill(1);
    write('large', large);
    expect(
      await changes(() => {
        large[large.length - 1] = 2;
        write('large', large);
      }),
    ).toBe(true);
    // Longer than what is read as a whole, and yet the same as what it was.
    const before = await hash();
    write('large', large);
    expect(await hash()).toBe(before);
  });

  test('of thousands of files sees each of them, and none of thousands that are hidden', async () => {
    write('.dockerignore', '**/*.md\n!keep/**/*.md\nnode_modules\n');
    for (let at = 0; at < 4000; at++) write(`src/${at % 50}/${at}.ts`, `export const a = ${at};`);
    const before = await hash();
    for (let at = 0; at < 4000; at++) write(`node_modules/${at % 50}/${at}.js`);
    expect(await hash()).toBe(before);
    write('src/17/2017.ts', 'export const a = 0;');
    expect(await hash()).not.toBe(before);
  });
});

const failure = (action: Promise<unknown>): Promise<unknown> =>
  action.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('what cannot be read is told', () => {
  test('with its path', async () => {
    // No text is the name of this file, so that nobody can ask for it.
    execFileSync('sh', ['-c', 'mkdir a && : >"$(printf \'a/\\377\')"'], { cwd: folder });
    const error = await failure(hash());
    expect(error).toBeInstanceOf(DefinitionError);
    expect(error).toMatchObject({
      source: join(folder, 'a/\uFFFD'),
      problems: [
        {
          message: expect.stringMatching(/^the build sees it, and it cannot be read: /),
          fix: 'let it be read, remove it, or hide it in .dockerignore',
        },
      ],
    });
    write('.dockerignore', 'a/?');
    expect(await hash()).toMatch(/^sha256:/);
  });

  test('also a folder, one that is not there, and .dockerignore', async () => {
    expect(await failure(contextHash(join(folder, 'none'), 'Dockerfile'))).toBeInstanceOf(DefinitionError);
    mkdirSync(join(folder, '.dockerignore'));
    expect(await failure(hash())).toMatchObject({
      source: join(folder, '.dockerignore'),
      problems: [{ message: expect.stringMatching(/^it says what the build sees, and cannot be read: /) }],
    });
  });

  test.skipIf(process.getuid?.() === 0)(
    'where permission is missing (skipped for root, who may read all)',
    async () => {
      write('a');
      chmodSync(join(folder, 'a'), 0o000);
      expect(await failure(hash())).toMatchObject({
        source: join(folder, 'a'),
        problems: [{ message: expect.stringMatching(/permission denied$/) }],
      });
    },
  );
});

const name = fc.constantFrom('a', 'b', 'c.go', 'd e', 'é', '😀', 'Z', '-x', 'constructor');
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const files = fc
  .uniqueArray(fc.tuple(path, fc.string({ maxLength: 8 }), fc.boolean()), { selector: ([one]) => one, maxLength: 8 })
  .map((all) => all.filter(([one]) => !all.some(([other]) => other.startsWith(`${one}/`))));

test('two contexts have the same hash only where they hold the same, in whatever order it was written', async () => {
  const texts = new Map<string, string>();
  let at = 0;
  await fc.assert(
    fc.asyncProperty(files, async (all) => {
      at += 1;
      const lay = async (order: typeof all): Promise<string> => {
        const root = join(folder, `${at}-${order === all}`);
        mkdirSync(root);
        for (const [one, text, program] of order) {
          mkdirSync(dirname(join(root, one)), { recursive: true });
          writeFileSync(join(root, one), text, { mode: program ? 0o755 : 0o644 });
        }
        return contextHash(root, 'Dockerfile');
      };
      const found = await lay(all);
      expect(await lay(all.toReversed())).toBe(found);
      const text = JSON.stringify(all.toSorted(([a], [b]) => (a < b ? -1 : 1)));
      expect(texts.get(found)).toBe(texts.has(found) ? text : undefined);
      texts.set(found, text);
    }),
    { numRuns: 60 },
  );
  expect(new Set(texts.values()).size).toBe(texts.size);
});

test('git, which keeps the executable bit of the owner, gives the same context to others', async () => {
  write('a/run', '#!/bin/sh\n');
  chmodSync(join(folder, 'a/run'), 0o700);
  symlinkSync('a/run', join(folder, 'link'));
  write('.dockerignore', '.git');
  const git = (...args: readonly string[]): void => {
    const person = ['-c', 'user.name=nobody', '-c', 'user.email=nobody@example.com', '-c', 'commit.gpgsign=false'];
    const { status, stderr } = spawnSync('git', [...person, ...args], { cwd: folder, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, expect.any(String)]);
  };
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'first');
  const clone = mkdtempSync(join(tmpdir(), 'slipway-'));
  git('clone', '--quiet', '.', clone);
  expect(await contextHash(clone, 'Dockerfile')).toBe(await hash());
  rmSync(clone, { recursive: true });
});
