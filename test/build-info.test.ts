import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { readBuildIdentity, unknownIdentity } from '../lib/build-info.js';
import { DefinitionError, type Problem } from '../lib/definition/problems.js';
import { freshFolder, gitIn, type Repository, repository } from './support/repository.js';

const folders: string[] = [];
const fresh = (): string => {
  const folder = freshFolder();
  folders.push(folder);
  return folder;
};

/** A repository with one commit that holds `a/main.go`. */
const committed = (): Repository & { readonly head: string } => {
  const made = repository(fresh());
  made.write('a/main.go');
  return { ...made, head: made.commit('first') };
};

afterEach(() => {
  vi.unstubAllEnvs();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const problems = async (action: Promise<unknown>): Promise<readonly Problem[]> => {
  const error = await action.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DefinitionError)) throw new Error('there was no DefinitionError', { cause: error });
  return error.problems;
};

const time = '2026-03-02T04:30:00Z';

describe('the identity of a build', () => {
  test('is the tag, the commit in full, and when it was committed, in UTC', async () => {
    const { folder, git, head } = committed();
    git('tag', 'v1.4.2');
    expect(await readBuildIdentity(folder)).toEqual({ version: 'v1.4.2', commit: head, dirty: false, time });
  });

  test('tells the way from the nearest tag, and as many digits of the commit in every clone', async () => {
    const { folder, git, head, commit } = committed();
    git('config', 'core.abbrev', '4');
    expect(await readBuildIdentity(folder)).toMatchObject({ version: head.slice(0, 12) });
    git('tag', 'v1');
    const next = commit('second');
    expect(await readBuildIdentity(folder)).toMatchObject({ version: `v1-1-g${next.slice(0, 12)}`, commit: next });
  });

  test.each(['orders/v1.4', 'v1+5', '@acme/orders@1', 'größer', `v1$(touch\${IFS}x)`])(
    'keeps the tag %s as it is',
    async (tag) => {
      const { folder, git } = committed();
      git('tag', '--', tag);
      expect(await readBuildIdentity(folder)).toMatchObject({ version: tag });
    },
  );

  test('is no tag that link flags cannot hold', async () => {
    const { folder, git } = committed();
    git('tag', "v1'x");
    expect(await problems(readBuildIdentity(folder))).toEqual([
      {
        path: 'version',
        message: expect.stringMatching(/^expected a version .*without quotes/),
        value: expect.stringContaining("v1'x"),
        fix: 'git says so; say another release',
      },
    ]);
  });
});

describe('a build is dirty', () => {
  test.each<readonly [string, (made: Repository) => void]>([
    ['a changed file', ({ write }) => write('a/main.go', 'package main')],
    ['an untracked file', ({ write }) => write('a/new/file.go')],
    ['a file that is gone', ({ folder }) => rmSync(join(folder, 'a/main.go'))],
    [
      'what is staged',
      ({ write, git }) => {
        write('a/b');
        git('add', '--all');
      },
    ],
    [
      'an untracked file that nobody wants to be shown',
      ({ write, git }) => {
        git('config', 'status.showUntrackedFiles', 'no');
        write('a/new');
      },
    ],
  ])('by %s in its folder', async (_, change) => {
    const made = committed();
    made.git('tag', 'v1');
    change(made);
    expect(await readBuildIdentity(join(made.folder, 'a'))).toMatchObject({ version: 'v1-dirty', dirty: true });
    expect(await readBuildIdentity(join(made.folder, 'a'), { release: 'v2' })).toMatchObject({
      version: 'v2',
      dirty: true,
    });
  });

  test('by nothing elsewhere in the repository, and by no ignored file', async () => {
    const { folder, git, write, commit } = committed();
    write('a/.gitignore', 'out\n');
    commit('second');
    git('tag', 'v1');
    write('a/out/file');
    write('images.lock.json', '{}');
    write('b/new');
    expect(await readBuildIdentity(join(folder, 'a'))).toMatchObject({ version: 'v1', dirty: false });
    expect(await readBuildIdentity(folder)).toMatchObject({ dirty: true });
  });

  test('by no lock that a build has written beside it', async () => {
    const { folder, write } = committed();
    write('a/images.lock.json');
    expect((await readBuildIdentity(join(folder, 'a')))?.dirty).toBe(false);
  });

  test('by tens of thousands of files too', async () => {
    const { folder, write } = committed();
    for (let at = 0; at < 20_000; at++)
      writeFileSync(join(folder, 'a', `${'a-long-name-of-a-file-that-git-tells'.repeat(2)}-${at}`), '');
    write('a/main.go', 'package main');
    expect(await readBuildIdentity(join(folder, 'a'))).toMatchObject({ dirty: true });
  });
});

describe('git is asked', () => {
  test('in a worktree, on a detached commit and in a clone without history', async () => {
    const { folder, git, head, commit } = committed();
    git('tag', 'v1');
    commit('second');
    const [tree, clone] = [join(fresh(), 'tree'), join(fresh(), 'clone')];
    git('worktree', 'add', '--quiet', '--detach', tree, 'v1');
    expect(await readBuildIdentity(join(tree, 'a'))).toEqual({ version: 'v1', commit: head, dirty: false, time });
    gitIn(folder, 'clone', '--quiet', '--depth=1', `file://${folder}`, clone);
    expect(await readBuildIdentity(clone)).toMatchObject({ version: expect.stringMatching(/^[0-9a-f]{12}$/), time });
  });

  test('in a submodule for that alone, and around it with what is in it', async () => {
    const [inner, outer] = [committed(), committed()];
    outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.folder, 'sub');
    const head = outer.commit('second');
    const sub = join(outer.folder, 'sub');
    expect(await readBuildIdentity(sub)).toMatchObject({ commit: inner.head, dirty: false });
    writeFileSync(join(sub, 'a/main.go'), 'package main');
    expect(await readBuildIdentity(sub)).toMatchObject({ commit: inner.head, dirty: true });
    expect(await readBuildIdentity(outer.folder)).toMatchObject({ commit: head, dirty: true });
    expect(await readBuildIdentity(join(outer.folder, 'a'))).toMatchObject({ commit: head, dirty: false });
  });

  test.each(['-rf', '--help', '$(touch x)', 'a b', "'; exit 1; '", 'a\nb', ':(exclude)a', 'größer'])(
    'in a folder called %j',
    async (name) => {
      const { folder, write, git, commit } = repository(fresh());
      write(`${name}/main.go`);
      const head = commit('first');
      git('tag', 'v1');
      expect(await readBuildIdentity(join(folder, name))).toMatchObject({ version: 'v1', commit: head });
    },
  );

  test('about its folder, in a hook of another repository too', async () => {
    const { folder, head } = committed();
    vi.stubEnv('GIT_DIR', join(fresh(), 'none'));
    vi.stubEnv('GIT_INDEX_FILE', '/nowhere');
    expect(await readBuildIdentity(folder)).toMatchObject({ commit: head, dirty: false });
  });

  test('and leaves the index alone', async () => {
    const { folder, git } = committed();
    const index = (): string => git('hash-object', '.git/index');
    const before = index();
    rmSync(join(folder, 'a/main.go'));
    writeFileSync(join(folder, 'a/main.go'), '');
    expect(await readBuildIdentity(folder)).toMatchObject({ dirty: false });
    expect(index()).toBe(before);
  });
});

describe('without git', () => {
  const all = { release: 'v1', commit: 'a'.repeat(40), epoch: '951782400' };
  const named = { version: 'v1', commit: all.commit, dirty: false, time: '2000-02-29T00:00:00Z' };

  test.each<readonly [string, () => string]>([
    ['in no repository', fresh],
    ['in a repository without a commit', () => repository(fresh()).folder],
    [
      'where git is not installed',
      () => {
        const { folder } = committed();
        vi.stubEnv('PATH', '/nowhere');
        return folder;
      },
    ],
    [
      'in a worktree whose repository is gone',
      () => {
        const { folder, git } = committed();
        const tree = join(fresh(), 'tree');
        git('worktree', 'add', '--quiet', '--detach', tree);
        renameSync(join(folder, '.git'), join(folder, 'gone'));
        return tree;
      },
    ],
  ])('nobody knows what is built %s, unless all is said', async (_, make) => {
    const folder = make();
    expect(await readBuildIdentity(folder)).toBeUndefined();
    expect(await readBuildIdentity(folder, { ...all, commit: undefined })).toBeUndefined();
    expect(await readBuildIdentity(folder, { ...all, epoch: '' })).toBeUndefined();
    expect(await readBuildIdentity(folder, all)).toEqual(named);
  });

  test('a build that stays on the machine is called dev', () => {
    expect(unknownIdentity).toEqual({ version: 'dev', commit: 'unknown', dirty: true, time: '1970-01-01T00:00:00Z' });
  });

  test('what is said goes before what git says', async () => {
    const { folder, head } = committed();
    expect(await readBuildIdentity(folder, { release: '1.0.0' })).toEqual({
      version: '1.0.0',
      commit: head,
      dirty: false,
      time,
    });
    expect(await readBuildIdentity(folder, { epoch: '0' })).toMatchObject({ time: '1970-01-01T00:00:00Z' });
    expect(await readBuildIdentity(folder, all)).toEqual(named);
  });
});

describe('it is refused', () => {
  test('to a repository of another user, with the command that mends it', async () => {
    const { folder } = committed();
    vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1');
    vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
    vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
    expect(await problems(readBuildIdentity(folder))).toEqual([
      {
        path: '',
        message: 'git does not trust this repository, as it belongs to another user',
        fix: `run git config --global --add safe.directory ${folder}, or say the release, the commit and SOURCE_DATE_EPOCH yourself`,
      },
    ]);
    const said = { release: 'v1', commit: 'a'.repeat(40), epoch: '0' };
    expect(await readBuildIdentity(folder, said)).toMatchObject({ version: 'v1' });
  });

  test('in a broken repository, with what git says', async () => {
    const { folder } = committed();
    writeFileSync(join(folder, '.git/refs/heads/main'), `${'d'.repeat(40)}\n`);
    expect(await problems(readBuildIdentity(folder))).toMatchObject([
      { message: expect.stringMatching(/^git cannot tell what is checked out here: fatal: bad object/) },
    ]);
  });

  test('in a folder that is not there', async () => {
    const none = join(fresh(), 'none');
    expect(await problems(readBuildIdentity(none))).toMatchObject([{ message: 'there is no such folder to build' }]);
    mkdirSync(none);
    writeFileSync(join(none, 'file'), '');
    expect(await problems(readBuildIdentity(join(none, 'file')))).toHaveLength(1);
  });

  test.each<readonly [Parameters<typeof readBuildIdentity>[1], string]>([
    [{ release: '' }, 'release'],
    [{ release: 'v"1' }, 'release'],
    [{ release: "v'1" }, 'release'],
    [{ release: 'v1\n' }, 'release'],
    [{ release: 'v\u0085' }, 'release'],
    [{ release: '日本' }, 'release'],
    [{ release: 'x'.repeat(129) }, 'release'],
    [{ commit: 'abc1234' }, 'commit'],
    [{ commit: 'A'.repeat(40) }, 'commit'],
    [{ commit: '' }, 'commit'],
    [{ epoch: '-1' }, 'SOURCE_DATE_EPOCH'],
    [{ epoch: '1.5' }, 'SOURCE_DATE_EPOCH'],
    [{ epoch: '1795341600000' }, 'SOURCE_DATE_EPOCH'],
    [{ epoch: '007' }, 'SOURCE_DATE_EPOCH'],
    [{ epoch: '１' }, 'SOURCE_DATE_EPOCH'],
  ])('for %j, which says what is allowed', async (options, path) => {
    const found = await problems(readBuildIdentity(fresh(), options));
    expect(found).toMatchObject([{ path, message: expect.stringMatching(/^expected /) }]);
  });

  test('for all that is wrong at once', async () => {
    const found = await problems(readBuildIdentity(fresh(), { release: '"', commit: 'x', epoch: 'y' }));
    expect(found.map(({ path }) => path)).toEqual(['release', 'commit', 'SOURCE_DATE_EPOCH']);
  });
});
