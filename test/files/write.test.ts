import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WriteError } from '../../lib/disk/write-error.js';
import { marker } from '../../lib/files/marker.js';
import { checkFolders, type FileReport, type FolderPlan, writeFolders } from '../../lib/files/write.js';
import { changedAt, freshFolder, snapshot } from '../synth/output-folder.js';

const root = freshFolder();
let folder = '';
beforeEach(() => {
  folder = join(root.path, 'app');
  mkdirSync(folder);
});

let umask = 0;
beforeAll(() => {
  umask = process.umask(0o022);
});
afterAll(() => {
  process.umask(umask);
});

const head = marker('hash', 'service.ts');
const ours = (text: string): string => `${head}\n${text}\n`;

const plan = (texts: Readonly<Record<string, string>>, more: Partial<FolderPlan> = {}): FolderPlan => ({
  folder,
  files: Object.entries(texts).map(([path, text]) => ({ path, text: ours(text) })),
  local: [],
  known: [],
  ...more,
});

const write = (texts: Readonly<Record<string, string>>, more?: Partial<FolderPlan>) =>
  writeFolders([plan(texts, more)]);
const check = (texts: Readonly<Record<string, string>>, more?: Partial<FolderPlan>) =>
  checkFolders([plan(texts, more)]);

const states = (reports: readonly FileReport[]): Readonly<Record<string, string>> =>
  Object.fromEntries(reports.map(({ path, state }) => [path, state]));

const at = (path: string): string => join(folder, path);
const modeOf = (path: string): number => lstatSync(at(path)).mode & 0o777;

function put(path: string, text: string): void {
  mkdirSync(join(at(path), '..'), { recursive: true });
  writeFileSync(at(path), text);
}

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(WriteError);
    return error instanceof Error ? error.message : '';
  }
  return 'no error';
}

/** Both ways refuse a plan, in words that differ only in what was to be done, and nothing is changed. */
function refused(action: (task: (plans: readonly FolderPlan[]) => unknown) => unknown): string {
  const before = snapshot(root.path);
  const message = messageOf(() => action(writeFolders));
  expect(messageOf(() => action(checkFolders)).replaceAll('cannot check', 'cannot write')).toBe(message);
  expect(snapshot(root.path)).toEqual(before);
  return message.replaceAll(folder, 'APP');
}

describe('generated files', () => {
  test('are written with the folders that they need, and reported with what they were', () => {
    put('Makefile', ours('old'));
    expect(write({ Makefile: 'new', 'internal/config/config_gen.go': 'go' })).toEqual([
      { folder, path: 'Makefile', state: 'written', before: ours('old'), after: ours('new') },
      { folder, path: 'internal/config/config_gen.go', state: 'written', after: ours('go') },
    ]);
    expect(snapshot(folder)).toEqual({ Makefile: ours('new'), 'internal/config/config_gen.go': ours('go') });
  });

  test('are compared without being changed', () => {
    put('Makefile', ours('old'));
    put('CONFIG.md', ours('same'));
    put('Dockerfile', 'FROM scratch\n');
    put('gone.yaml', ours('gone'));
    const before = snapshot(root.path);
    const texts = { Makefile: 'new', 'CONFIG.md': 'same', Dockerfile: 'd', 'a/compose.yaml': 'c' };
    expect(check(texts, { known: ['gone.yaml'] })).toEqual([
      { folder, path: 'Makefile', state: 'stale', before: ours('old'), after: ours('new') },
      { folder, path: 'CONFIG.md', state: 'unchanged' },
      { folder, path: 'Dockerfile', state: 'owned' },
      { folder, path: 'a/compose.yaml', state: 'missing', after: ours('c') },
      { folder, path: 'gone.yaml', state: 'left over', before: ours('gone') },
    ]);
    expect(snapshot(root.path)).toEqual(before);
  });

  test('are not touched when they are equal', () => {
    write({ Makefile: 'a', Dockerfile: 'b' });
    const [a, b] = ['Makefile', 'Dockerfile'].map((name) => changedAt(at(name)));
    expect(states(write({ Makefile: 'a', Dockerfile: 'B' }))).toEqual({ Makefile: 'unchanged', Dockerfile: 'written' });
    expect(changedAt(at('Makefile'))).toBe(a);
    expect(changedAt(at('Dockerfile'))).not.toBe(b);
  });

  test.each([
    ['without our marker', 'FROM scratch\n'],
    ['with the marker further down', `FROM scratch\n${head}\n`],
    ['that is empty', ''],
    ['that is no text', '\0\xff'],
  ])('%s belong to the team, and are left alone', (_, text) => {
    put('Dockerfile', text);
    const before = changedAt(at('Dockerfile'));
    expect(write({ Dockerfile: 'x' })).toEqual([{ folder, path: 'Dockerfile', state: 'owned' }]);
    expect(states(check({ Dockerfile: 'x' }))).toEqual({ Dockerfile: 'owned' });
    expect([readFileSync(at('Dockerfile'), 'utf8'), changedAt(at('Dockerfile'))]).toEqual([text, before]);
  });

  test('whose text has no marker are a mistake of ours, for the next run would leave them alone', () => {
    const bare = { ...plan({}), files: [{ path: 'Makefile', text: 'all:\n' }] };
    expect(() => writeFolders([bare])).toThrow(`the text of ${at('Makefile')} does not begin with the marker`);
    expect(snapshot(folder)).toEqual({});
  });
});

describe('left-over files', () => {
  test('are removed with the folders that they leave empty, if they carry our marker', () => {
    for (const path of ['old/deep/x.go', 'shared/y.yaml', 'Makefile']) put(path, ours(path));
    put('shared/mine.txt', 'mine');
    put('Dockerfile', 'FROM scratch\n');
    const known = ['old/deep/x.go', 'shared/y.yaml', 'Dockerfile', 'Makefile', 'never.yaml', 'never/deep.yaml'];
    expect(states(write({ Makefile: 'm' }, { known }))).toEqual({
      Makefile: 'written',
      'old/deep/x.go': 'removed',
      'shared/y.yaml': 'removed',
    });
    expect(snapshot(folder)).toEqual({
      Dockerfile: 'FROM scratch\n',
      Makefile: ours('m'),
      'shared/mine.txt': 'mine',
    });
  });

  test('are none that another plan of the same folder writes, nor what a path leads to outside, by a link or by its name', () => {
    writeFileSync(join(root.path, 'x.yaml'), ours('x'));
    symlinkSync(root.path, at('link'));
    symlinkSync(join(root.path, 'x.yaml'), at('file.yaml'));
    symlinkSync(folder, join(root.path, 'alias'));
    const known = ['../x.yaml', join(root.path, 'x.yaml'), 'link/x.yaml', 'file.yaml', 'compose.yaml', '..', '.', ''];
    const other = plan({ 'compose.yaml': 'c' });
    const one = plan({}, { folder: join(root.path, 'alias'), known });
    expect(states(writeFolders([one, other]))).toEqual({ 'compose.yaml': 'written' });
    expect(states(writeFolders([one, other]))).toEqual({ 'compose.yaml': 'unchanged' });
    expect(states(checkFolders([one, other]))).toEqual({ 'compose.yaml': 'unchanged' });
    expect(readFileSync(join(root.path, 'x.yaml'), 'utf8')).toBe(ours('x'));
    expect(existsSync(at('file.yaml'))).toBe(true);
  });

  test('that differ from a file only in upper and lower case are removed where these are two files', () => {
    put('makefile', ours('m'));
    const isOne = existsSync(at('MAKEFILE'));
    expect(states(write({ Makefile: 'm' }, { known: ['makefile'] })).makefile).toBe(isOne ? undefined : 'removed');
    expect(readFileSync(at('Makefile'), 'utf8')).toBe(ours('m'));
  });
});

describe('local files', () => {
  const secret = { path: '.slipway/secrets/TOKEN', text: 'stand-in', keep: true };
  const config = { path: '.slipway/files/etc/app.conf', text: 'a\n', keep: false };
  const env = { path: '.env', text: 'A=1\n', keep: true, mode: 0o600 };

  test('need no marker: those that are kept are written once, the others whenever they differ', () => {
    expect(write({}, { local: [secret, config] })).toEqual([
      { folder, path: secret.path, state: 'written', after: 'stand-in', local: true },
      { folder, path: config.path, state: 'written', after: 'a\n', local: true },
    ]);
    put(secret.path, 'my own');
    put(config.path, 'edited');
    expect(write({}, { local: [secret, config] })).toEqual([
      { folder, path: secret.path, state: 'unchanged', local: true },
      { folder, path: config.path, state: 'written', before: 'edited', after: 'a\n', local: true },
    ]);
    expect(snapshot(folder)).toEqual({ [secret.path]: 'my own', [config.path]: 'a\n' });
  });

  test('are not judged, and are never left over', () => {
    put('.env', ours('A=1'));
    expect(check({}, { local: [secret, env], known: ['.env'] })).toEqual([]);
    expect(states(write({}, { local: [env], known: ['.env'] }))).toEqual({ '.env': 'unchanged' });
  });

  test('that were made from another text than the file has by now are not written', () => {
    put('.env', 'A=1\n');
    const more = { path: '.env', text: 'A=1\nB=2\n', keep: false, from: 'A=1\n' };
    expect(states(write({}, { local: [more] }))).toEqual({ '.env': 'written' });
    expect(states(write({}, { local: [more] }))).toEqual({ '.env': 'unchanged' });
    put('.env', 'A=1\nMINE=3\n');
    expect(messageOf(() => write({ Makefile: 'm' }, { local: [more] }))).toBe(
      `cannot write ${at('.env')}: somebody changed it meanwhile: generate again; nothing was changed`,
    );
    expect(snapshot(folder)).toEqual({ '.env': 'A=1\nMINE=3\n' });
  });

  test('can be read by the user of a container, whatever the umask, but not by others of the machine', () => {
    const before = process.umask(0o077);
    try {
      write({ Makefile: 'm' }, { local: [secret, env] });
    } finally {
      process.umask(before);
    }
    expect([modeOf(secret.path), modeOf('.slipway/secrets'), modeOf('.slipway')]).toEqual([0o644, 0o700, 0o700]);
    expect([modeOf('.env'), modeOf('Makefile')]).toEqual([0o600, 0o600]);
  });

  test('that are kept may be a link of the developer, which is not followed', () => {
    symlinkSync(join(root.path, 'nowhere'), at('.env'));
    expect(states(write({}, { local: [env] }))).toEqual({ '.env': 'unchanged' });
    expect(snapshot(root.path)).toEqual({ 'app/.env': '->' });
  });

  test('are refused where Docker made a folder in the place of one that was missing', () => {
    mkdirSync(at(secret.path), { recursive: true });
    expect(messageOf(() => write({}, { local: [secret] }))).toBe(
      `cannot write ${at(secret.path)}: a folder is in its place: remove it; nothing was changed`,
    );
  });
});

describe('access', () => {
  test('of a new file is 0644 under the usual umask, and that of a file that is replaced stays', () => {
    put('Makefile', ours('old'));
    put('run.sh', ours('old'));
    chmodSync(at('Makefile'), 0o444);
    chmodSync(at('run.sh'), 0o755);
    write({ Makefile: 'new', 'run.sh': 'new', Dockerfile: 'new' });
    expect(['Makefile', 'run.sh', 'Dockerfile'].map(modeOf)).toEqual([0o444, 0o755, 0o644]);
  });

  test.runIf(process.getuid?.() === 0)('of a file keeps its owner when root replaces it', () => {
    put('Makefile', ours('old'));
    chownSync(at('Makefile'), 1234, 2345);
    write({ Makefile: 'new' });
    expect(lstatSync(at('Makefile'))).toMatchObject({ uid: 1234, gid: 2345 });
  });

  test('through another hard link still gives the old text', () => {
    put('Makefile', ours('old'));
    linkSync(at('Makefile'), join(root.path, 'other'));
    write({ Makefile: 'new' });
    expect([readFileSync(join(root.path, 'other'), 'utf8'), readFileSync(at('Makefile'), 'utf8')]).toEqual([
      ours('old'),
      ours('new'),
    ]);
  });
});

describe('what is refused', () => {
  test.each([
    '../x',
    '/etc/x',
    'a/../../x',
    'a\\b',
    'C:x',
    'a//b',
    './a',
    '',
    '.',
    'a/',
    'a\0b',
    'a\nb',
    'nul',
    'a/AUX.txt',
    'com1 .log',
    'a.',
    'a ',
    '.git/hooks/pre-commit',
    '.GIT/config',
    'git~1/config',
    '.g\u200cit/config',
    '.x.slipway-tmp',
    'x'.repeat(201),
    'a/'.repeat(600).concat('b'),
  ])('the path %j', (path) => {
    expect(refused((task) => task([plan({ 'fine.yaml': 'f', [path]: 'x' })]))).toContain(
      `cannot write ${JSON.stringify(path)} in APP: a file is named inside the folder`,
    );
  });

  test.each(['.dockerignore', '.env.example', 'a b/é.go', 'deploy/…/Dockerfile', 'console.go', 'null', '.gitignore'])(
    'is not the path %j',
    (path) => {
      write({ [path]: 'x' });
      expect(snapshot(folder)).toEqual({ [path]: ours('x') });
    },
  );

  test('a link in the place of a file or of a folder on the way, also one that leads nowhere or to the same folder', () => {
    mkdirSync(join(root.path, 'elsewhere'));
    writeFileSync(join(root.path, 'elsewhere/x'), ours('x'));
    symlinkSync(join(root.path, 'elsewhere'), at('link'));
    symlinkSync(join(root.path, 'elsewhere/x'), at('Makefile'));
    symlinkSync('nowhere', at('Dockerfile'));
    symlinkSync('.', at('same'));
    const texts = { 'fine.yaml': 'f', 'link/x': 'x', Makefile: 'x', Dockerfile: 'x', 'same/y': 'y' };
    expect(refused((task) => task([plan(texts)])).split('\n')).toEqual([
      'generate found 4 problems and changed nothing:',
      '  cannot write APP/link/x: APP/link is a symbolic link, which generate does not follow: remove it',
      '  cannot write APP/Makefile: it is a symbolic link, which generate does not follow: remove it',
      '  cannot write APP/Dockerfile: it is a symbolic link, which generate does not follow: remove it',
      '  cannot write APP/same/y: APP/same is a symbolic link, which generate does not follow: remove it',
    ]);
  });

  test('the link above a file that is kept', () => {
    mkdirSync(join(root.path, 'elsewhere'));
    symlinkSync(join(root.path, 'elsewhere'), at('.slipway'));
    const local = [{ path: '.slipway/secrets/A', text: 'a', keep: true }];
    expect(messageOf(() => write({}, { local }))).toContain(
      '.slipway is a symbolic link, which generate does not follow',
    );
    expect(snapshot(join(root.path, 'elsewhere'))).toEqual({});
  });

  test('a folder in the place of a file, a file in the place of a folder, and what is neither', () => {
    mkdirSync(at('Makefile'));
    put('internal', 'mine');
    expect(spawnSync('mkfifo', [at('Dockerfile')]).status).toBe(0);
    const before = lstatSync(at('Dockerfile')).ino;
    const message = messageOf(() => write({ Makefile: 'm', 'internal/x.go': 'x', Dockerfile: 'd' }));
    expect(message.replaceAll(folder, 'APP').split('\n').slice(1)).toEqual([
      '  cannot write APP/Makefile: a folder is in its place: remove it',
      '  cannot write APP/internal/x.go: APP/internal is not a folder: remove it',
      '  cannot write APP/Dockerfile: it is not a file: remove it',
    ]);
    expect(lstatSync(at('Dockerfile')).ino).toBe(before);
  });

  test('two files of one path, also in upper and lower case, of two plans, and a file that is a folder too', () => {
    symlinkSync(folder, join(root.path, 'alias'));
    const one = plan(
      { Makefile: 'a', makefile: 'b', a: 'file', 'a/b': 'in it' },
      { local: [{ path: 'A', text: '', keep: true }] },
    );
    const two = plan({ Makefile: 'c' }, { folder: join(root.path, 'alias') });
    const lines = refused((task) => task([one, two]))
      .replaceAll(root.path, 'ROOT')
      .split('\n')
      .slice(1);
    expect(lines).toEqual([
      '  cannot write APP/makefile: APP/Makefile is the same file on some systems; give one of them another name',
      '  cannot write APP/A: APP/a is the same file on some systems; give one of them another name',
      '  cannot write ROOT/alias/Makefile: APP/Makefile is the same file on some systems; give one of them another name',
      '  cannot write APP/a/b: APP/a is a file; give one of them another name',
    ]);
  });

  test('a file in the place of the folder itself', () => {
    writeFileSync(join(root.path, 'file'), 'mine');
    const message = messageOf(() => write({ Makefile: 'm' }, { folder: join(root.path, 'file') }));
    expect(message).toContain('a file is in the place of a folder; nothing was changed');
  });
});

describe('folders', () => {
  test('may be reached through a link themselves, be given from the working folder, and share folders below them', () => {
    symlinkSync(folder, join(root.path, 'alias'));
    const alias = join(root.path, 'alias');
    const one = plan({ 'deep/er/x': 'x' }, { folder: alias });
    const two = plan({ 'app/deep/er/y': 'y', 'app/deep/z': 'z' }, { folder: root.path });
    writeFolders([one, two]);
    expect(snapshot(folder)).toEqual({ 'deep/er/x': ours('x'), 'deep/er/y': ours('y'), 'deep/z': ours('z') });
  });

  test('that are missing are made, and are gone again after an error of any plan', () => {
    const far = join(root.path, 'new/service');
    writeFileSync(join(root.path, 'file'), 'mine');
    const before = snapshot(root.path);
    const broken = plan({ Makefile: 'm' }, { folder: join(root.path, 'file') });
    expect(messageOf(() => writeFolders([plan({ 'a/b/x': 'x' }, { folder: far }), broken]))).toContain(
      'nothing was changed',
    );
    expect(snapshot(root.path)).toEqual(before);
    writeFolders([plan({ 'a/b/x': 'x' }, { folder: far })]);
    expect(snapshot(far)).toEqual({ 'a/b/x': ours('x') });
  });
});
