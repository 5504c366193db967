import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { organisation } from '../../apps/organisation.js';
import { definition, folderWith as make, run } from './run.js';

const folders: string[] = [];
const folderWith = (files: Readonly<Record<string, string>>): string => {
  const folder = make(files);
  folders.push(folder);
  return folder;
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe('slipway synth', () => {
  test('writes the same bytes as the app of the example organisation, schema and charts of its own included', async () => {
    const output = folderWith({});
    const { code, stderr, stdout } = await run(['synth', '--workspace', 'apps', '--output', output]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const expected = [...(await organisation()).files()];
    for (const { path, text } of expected) expect(readFileSync(join(output, path), 'utf8')).toBe(text);
    const found = readdirSync(output, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml'));
    expect(found.sort()).toEqual(expected.map(({ path }) => path).sort());
    expect(stdout).toMatch(/: \d+ files of \d+ services in 3 environments \(dev, staging, production\)\n$/);
  });

  test('takes the workspace as an argument, and tells a machine what it wrote', async () => {
    const workspace = folderWith({ 'a/service.yaml': definition('a'), 'b/service.yaml': definition('b') });
    const output = join(workspace, 'out');
    const { code, stdout } = await run(['synth', workspace, '--output', output, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      ok: true,
      output,
      environments: ['local'],
      services: ['a', 'b'],
      files: ['local/a.k8s.yaml', 'local/b.k8s.yaml'],
    });
  });

  test('says nothing with --quiet when all is well', async () => {
    const workspace = folderWith({ 'service.yaml': definition('a') });
    expect(await run(['synth', workspace, '-o', join(workspace, 'out'), '-q'])).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
  });

  test('tells what is wrong with definitions, platform and images lock at once, and writes nothing', async () => {
    const workspace = folderWith({
      'a/service.yaml': definition('a', 'replcas: 3'),
      'b/service.yaml': '- no object\n',
      'platform.yaml': 'nam: acme\n',
      'images.lock.json': '{',
    });
    const output = join(workspace, 'out');
    const { code, stdout, stderr } = await run(['synth', workspace, '--output', output]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    const here = (path: string): string => relative('', join(workspace, path));
    for (const path of ['b/service.yaml', 'platform.yaml', 'images.lock.json']) expect(stderr).toContain(here(path));
    expect(existsSync(output)).toBe(false);
  });

  test('tells every problem of every definition at once, for machines too', async () => {
    const workspace = folderWith({
      'a/service.yaml': definition('a', 'replcas: 3', 'resources: { memory: { request: 2Gi, limit: 1Gi } }'),
      'b/service.yaml': definition('b', 'network: { calls: [a] }'),
    });
    const output = join(workspace, 'out');
    const { code, stdout, stderr } = await run(['synth', workspace, '--output', output, '--json']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/a\/service\.yaml: 2 problems\n {2}replcas: unknown key/);
    const { ok, errors } = JSON.parse(stdout);
    expect(ok).toBe(false);
    expect(errors[0].source).toBe(relative('', join(workspace, 'a/service.yaml')));
    expect(errors[0].problems.map(({ path }: { path: string }) => path)).toEqual([
      'replcas',
      'resources.memory.request',
    ]);
    expect(existsSync(output)).toBe(false);
  });

  test.each([
    ['an empty workspace', {}, [], /there is no definition in it/],
    ['a workspace that is not there', {}, ['nowhere'], /there is no such folder/],
    ['a workspace that is a file', { file: '' }, ['file'], /is not a folder/],
    ['two definitions in one folder', { 'service.yaml': '', 'service.json': '' }, [], /more than one definition/],
    [
      'two platforms',
      { 'service.yaml': definition('a'), 'platform.yaml': '', 'platform.json': '' },
      [],
      /more than one platform/,
    ],
  ])('refuses %s', async (_, files, path, says) => {
    const workspace = folderWith(files);
    const output = join(workspace, 'out');
    const { code, stdout, stderr } = await run(['synth', join(workspace, ...path), '--output', output]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(says);
    expect(existsSync(output)).toBe(false);
  });

  test('refuses an output folder that is a file, and leaves the file as it is', async () => {
    const workspace = folderWith({ 'service.yaml': definition('a'), out: 'mine' });
    const { code, stderr } = await run(['synth', workspace, '--output', join(workspace, 'out')]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^cannot .*\/out: a file is in the place of a folder; nothing was changed\n$/);
    expect(readFileSync(join(workspace, 'out'), 'utf8')).toBe('mine');
  });

  test('removes the manifests of a service that is gone', async () => {
    const workspace = folderWith({ 'a/service.yaml': definition('a'), 'b/service.yaml': definition('b') });
    const output = join(workspace, 'out');
    await run(['synth', workspace, '--output', output]);
    rmSync(join(workspace, 'b'), { recursive: true });
    writeFileSync(join(output, 'mine.txt'), 'mine');
    await run(['synth', workspace, '--output', output]);
    expect(readdirSync(join(output, 'local'))).toEqual(['a.k8s.yaml']);
    expect(existsSync(join(output, 'mine.txt'))).toBe(true);
  });
});
