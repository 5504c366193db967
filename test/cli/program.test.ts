import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { slipway } from '../../lib/cli/program.js';
import { importsOf, sourcesIn } from '../support/source.js';
import { run } from './run.js';

afterEach(() => vi.unstubAllEnvs());

describe('slipway', () => {
  test('prints its version', async () => {
    expect(await run(['--version'])).toEqual({ code: 0, stdout: '1.2.3\n', stderr: '' });
  });

  test.each([['--help'], ['help']])('%s names every command, with examples and exit codes', async (word) => {
    const { code, stdout, stderr } = await run([word]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const part of [
      'synth',
      'generate',
      'validate',
      'build',
      'verify-image',
      'Examples:',
      'Exit codes:',
      '70',
      '130',
    ])
      expect(stdout).toContain(part);
  });

  test.each(['synth', 'generate', 'validate', 'build', 'verify-image'])(
    '%s --help has examples and the common options',
    async (command) => {
      const { code, stdout } = await run([command, '--help']);
      expect(code).toBe(0);
      expect(stdout).toContain(`$ slipway ${command}`);
      for (const option of ['--workspace', '--platform', '--images', '--json', '--quiet', '--no-color'])
        expect(stdout).toContain(option);
    },
  );

  test.each([
    [[], /Usage: slipway/],
    [['sinth'], /^slipway: unknown command 'sinth'\n\(Did you mean synth\?\)/],
    [['synth', '--outptu', 'x'], /^slipway: unknown option '--outptu'\n\(Did you mean --output\?\)/],
    [['synth', 'a', 'b'], /too many arguments/],
    [['synth', '--output'], /argument missing/],
    [['synth', '--output', ''], /it is empty/],
    [['synth', ''], /it is empty/],
    [['validate', '--today', '2026-02-30'], /expected a day such as/],
    [['validate', '--today', 'tomorrow'], /expected a day such as/],
    [['synth', 'apps', '--workspace', 'apps'], /name the workspace once/],
  ])('%j is misuse: exit code 2, told on the error stream only', async (arguments_, says) => {
    const { code, stdout, stderr } = await run(arguments_);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(says);
  });

  test.each([
    ['has colours where they are asked for', [], true],
    ['has none with --no-color', ['--no-color'], false],
  ])('%s', async (_, options, coloured) => {
    vi.stubEnv('FORCE_COLOR', '1');
    const stderr = new PassThrough();
    const host = { version: '1', stdout: new PassThrough(), stderr, today: () => '2026-11-22' };
    expect(await slipway(['synth', 'nowhere', ...options], host)).toBe(1);
    expect(String(stderr.read()).includes('\u001b[31m')).toBe(coloured);
  });

  test('prints a failure as JSON on the output and in words on the error stream', async () => {
    const { code, stdout, stderr } = await run(['synth', 'nowhere', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      errors: [{ source: 'nowhere', problems: [{ path: '', message: 'there is no such folder' }] }],
    });
    expect(stderr).toBe('nowhere: 1 problem\n  there is no such folder\n');
  });

  test.each(['synth', 'validate', 'generate'])('%s loads nothing that builds images, now or later', (command) => {
    const sources = new Map(sourcesIn('lib').map((source) => [source.path, source]));
    const reached = new Set([`lib/cli/${command}.ts`]);
    for (const path of reached) {
      const source = sources.get(path);
      for (const imported of source === undefined ? [] : importsOf(source)) reached.add(imported);
    }
    expect(reached.size).toBeGreaterThan(50);
    expect([...reached].filter((path) => /^lib\/(builds|image\.ts)|^@pulumi\/|lib\/cli\/build-run/.test(path))).toEqual(
      [],
    );
  });
});
