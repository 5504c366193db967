import { rmSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { definition, folderWith, run } from './run.js';

let folder = '';
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const validate = (files: Readonly<Record<string, string>>, ...options: readonly string[]) => {
  folder = folderWith(files);
  return run(['validate', '--workspace', folder, ...options]);
};

const waiver =
  'waivers: [{ rule: kube-linter/minimum-three-replicas, reason: one may write, owner: shop, expires: 2027-06-30 }]';
const single = definition('orders', 'scaling: 1', waiver);
const clusters = 'name: acme\nenvironments: { dev: {}, production: {} }\n';

describe('slipway validate', () => {
  test('finds nothing in definitions that keep the defaults', async () => {
    const files = { 'a/service.yaml': definition('a'), 'b/service.yaml': definition('b'), 'platform.yaml': clusters };
    expect(await validate(files)).toEqual({
      code: 0,
      stdout: '2 services in 2 environments: no findings\n',
      stderr: '',
    });
  });

  test('finds nothing in the example organisation', async () => {
    const { code, stdout, stderr } = await run(['validate', '-w', 'apps', '--json']);
    expect({ code, stderr, ...JSON.parse(stdout) }).toEqual({
      code: 0,
      stderr: '',
      ok: true,
      findings: [],
      files: [],
    });
  });

  test('holds waivers against the day that it is told', async () => {
    expect((await validate({ 'service.yaml': single }, '--today', '2027-06-30')).code).toBe(0);
    const { code, stdout } = await validate({ 'service.yaml': single }, '--today', '2027-07-01');
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /held until 2027-06-30 \(slipway\/expired-waiver\)\n {4}in: local\n {4}fix: follow the rule/,
    );
  });

  test('holds waivers against today by itself', async () => {
    folder = folderWith({ 'service.yaml': single });
    expect((await run(['validate', '-w', folder], '2027-06-30')).code).toBe(0);
    expect((await run(['validate', '-w', folder], '2027-07-01')).code).toBe(1);
  });

  test('tells a finding of several rules and environments once, by object', async () => {
    const privileged =
      'patches: [{ target: { kind: Deployment }, operations: [{ op: add, path: /spec/template/spec/hostPID, value: true }] }]';
    const files = { 'service.yaml': definition('orders', privileged), 'platform.yaml': clusters };
    const { code, stdout } = await validate(files);
    expect(code).toBe(1);
    expect(stdout.match(/^Deployment\/\w+\/orders: \d+ findings?$/gm)).toHaveLength(1);
    expect(stdout).toMatch(/hostPID: .* \(\S+\/\S+, \S+\/.*\)\n {4}in: dev, production\n {4}fix: /);
    expect(stdout).toMatch(/\n1 service in 2 environments: \d+ findings\n$/);
  });

  test('gives machines each finding by itself', async () => {
    const { code, stdout } = await validate({ 'service.yaml': single }, '--today', '2030-01-01', '--json');
    expect(code).toBe(1);
    const { ok, findings } = JSON.parse(stdout);
    expect(ok).toBe(false);
    expect(findings[0]).toEqual({
      environment: 'local',
      rule: 'slipway/expired-waiver',
      object: expect.stringMatching(/^Deployment\//),
      path: expect.any(String),
      message: expect.any(String),
      fix: expect.any(String),
    });
  });

  test('refuses what synth refuses: a patch that addresses nothing', async () => {
    const patches = 'patches: [{ target: { kind: CronJob }, operations: [{ op: remove, path: /spec }] }]';
    const { code, stdout, stderr } = await validate({ 'service.yaml': definition('orders', patches) });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/patch of CronJob: there is none/);
  });

  test('finds what an image is built from and what is not there, once its files are generated', async () => {
    const lines = (...more: readonly string[]) =>
      ['name: a', 'team: shop', 'health: { live: /livez, ready: /readyz }', ...more, ''].join('\n');
    const needed = async (build: string, files: Readonly<Record<string, string>> = {}) => {
      folder = folderWith({ 'service.yaml': lines(`build: ${build}`), ...files });
      const before = (await run(['validate', '--workspace', folder])).code;
      await run(['generate', '--workspace', folder]);
      const { stdout } = await run(['validate', '--workspace', folder]);
      rmSync(folder, { recursive: true, force: true });
      expect(before).toBe(0);
      return [...stdout.matchAll(/the build needs (.*), and it is not in/g)].map(([, path]) => path);
    };
    expect(await needed('go')).toEqual(['go.mod', './cmd/server']);
    expect(await needed('node', { 'package.json': '{ "scripts": { "test": "x" } }' })).toEqual([
      'package-lock.json or npm-shrinkwrap.json',
      'the script build of package.json',
    ]);
    expect(await needed('python', { 'app.py': '', 'requirements.txt': '' })).toEqual([]);
    expect(await needed('static')).toEqual(['public']);
    expect(await needed('custom')).toEqual(['Dockerfile']);
  });
});
