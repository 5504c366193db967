import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from './support/readme.js';

/** The files below a folder with their contents. */
const tree = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry): [string, string] => {
        const path = join(entry.parentPath, entry.name);
        return [path.slice(folder.length), readFileSync(path, 'utf8')];
      })
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

describe('the main job', () => {
  let copy = '';
  const spawn = (command: string, ...args: readonly string[]) =>
    spawnSync(join(root, 'node_modules/.bin', command), args, {
      cwd: copy,
      encoding: 'utf8',
      // Inside `npx -c` npm tells its own children what to run, which is not what these are to run.
      env: Object.fromEntries(
        Object.entries(process.env).filter(([name]) => !/^npm_config_(call|package)$/i.test(name)),
      ),
    });
  const synth = () => spawn('tsx', 'apps/main.ts');
  let ours: ReturnType<typeof synth> | undefined;

  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'slipway-main-'));
    for (const name of ['apps', 'lib', 'package.json', 'tsconfig.json', 'cdk8s.yaml'])
      cpSync(join(root, name), join(copy, name), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    ours = synth();
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  test('writes the same bytes through npm run synth and npx cdk8s synth', () => {
    expect({ status: ours?.status, stderr: ours?.stderr }).toEqual({ status: 0, stderr: '' });
    const first = tree(join(copy, 'dist'));
    expect(first.size).toBeGreaterThanOrEqual(16);
    const cdk8s = spawn('cdk8s', 'synth', '--check-upgrade=false');
    expect({ status: cdk8s.status, stderr: cdk8s.status === 0 ? '' : cdk8s.stderr }).toEqual({ status: 0, stderr: '' });
    expect(tree(join(copy, 'dist'))).toEqual(first);
  });

  test('tells every problem of every file at once, exits with 1 and changes nothing', () => {
    const before = tree(join(copy, 'dist'));
    const mailer = join(copy, 'apps/mailer/service.yaml');
    const report = join(copy, 'apps/report/service.yaml');
    const [goodMailer, goodReport] = [readFileSync(mailer, 'utf8'), readFileSync(report, 'utf8')];
    writeFileSync(
      mailer,
      `${goodMailer.replace('[myapp]', '[myap]')}\nreplcas: 3\nresources: { memory: { request: 2Gi, limit: 1Gi } }\n`,
    );
    writeFileSync(report, goodReport.replace('30 5 * * 1-5', '30 25 * * 1-5'));
    const { status, stderr } = synth();
    writeFileSync(mailer, goodMailer);
    writeFileSync(report, goodReport);
    expect(status).toBe(1);
    expect(stderr).toMatch(/apps\/mailer\/service\.yaml: 2 problems/);
    expect(stderr).toMatch(/replcas: unknown key/);
    expect(stderr).toMatch(/request 2Gi is above limit 1Gi/);
    expect(stderr).toMatch(/apps\/report\/service\.yaml: 1 problem/);
    expect(stderr).not.toMatch(/at .*\.ts:\d+/);
    expect(tree(join(copy, 'dist'))).toEqual(before);
  });

  test('refuses every hostile file with one clear error of its own, all at once, and changes nothing', () => {
    const keys = [...'abcdefghij'];
    const laughs = keys.map(
      (key, at) =>
        `${key}: &${key} [${Array(9)
          .fill(at === 0 ? 'ha' : `*${keys[at - 1]}`)
          .join(', ')}]`,
    );
    const hostile: Readonly<Record<string, readonly [text: string, says: RegExp]>> = {
      empty: ['', /empty/],
      list: ['- a\n- b\n', /list/],
      text: ['just words\n', /text|object/],
      tabs: ['name: x\nnetwork:\n\tports: {}\n', /tab/i],
      twice: ['name: x\nname: y\n', /twice|duplicate|unique/i],
      proto: ['name: x\n__proto__: { polluted: true }\n', /__proto__/],
      laughs: [`${laughs.join('\n')}\n`, /alias/i],
    };
    const before = tree(join(copy, 'dist'));
    for (const [name, [text]] of Object.entries(hostile)) {
      mkdirSync(join(copy, 'apps', name));
      writeFileSync(join(copy, 'apps', name, 'service.yaml'), text);
    }
    const { status, stderr } = synth();
    for (const name of Object.keys(hostile)) rmSync(join(copy, 'apps', name), { recursive: true });
    expect(status).toBe(1);
    const told = new Map(stderr.split(/^(?=apps\/)/m).map((block) => [block.split('/')[1], block]));
    for (const [name, [, says]] of Object.entries(hostile)) {
      expect(told.get(name)).toMatch(/^apps\/\w+\/service\.yaml: 1 problem\n/);
      expect(told.get(name)).toMatch(says);
      expect(told.get(name)?.length).toBeLessThan(600);
    }
    expect(told.size).toBe(Object.keys(hostile).length);
    expect(tree(join(copy, 'dist'))).toEqual(before);
  });

  test('tells every patch that addresses nothing at once, without a stack, and changes nothing', () => {
    const file = join(copy, 'apps/report/service.yaml');
    const good = readFileSync(file, 'utf8');
    const before = tree(join(copy, 'dist'));
    writeFileSync(
      file,
      `${good}\npatches:\n  - target: { kind: CronJob }\n    operations: [{ op: replace, path: /spec/shedule, value: x }]\n  - target: { kind: Deployment }\n    operations: [{ op: remove, path: /spec }]\n`,
    );
    const { status, stderr } = synth();
    writeFileSync(file, good);
    expect(status).toBe(1);
    expect(stderr).toMatch(/patch of Deployment: there is none/);
    expect(stderr).toMatch(/patch of CronJob "report": cannot replace "\/spec\/shedule".*did you mean "schedule"/);
    expect(stderr).not.toMatch(/at .*\.ts:\d+/);
    expect(tree(join(copy, 'dist'))).toEqual(before);
  });

  test('removes the files of a service that is gone and leaves the others untouched', () => {
    rmSync(join(copy, 'apps/ledger'), { recursive: true });
    const lock = join(copy, 'apps/images.lock.json');
    const { ledger: _, ...others } = JSON.parse(readFileSync(lock, 'utf8'));
    expect(synth().stderr).toMatch(/there is no service "ledger" \(image-known\)/);
    writeFileSync(lock, JSON.stringify(others));
    expect(synth().status).toBe(0);
    expect(existsSync(join(copy, 'dist/production/ledger.k8s.yaml'))).toBe(false);
    expect(existsSync(join(copy, 'dist/production/myapp.k8s.yaml'))).toBe(true);
  });
});
