import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { programsOf, StoppedError } from '../../lib/builds/programs.js';

const folder = mkdtempSync(join(tmpdir(), 'slipway-programs-'));
afterEach(() => rmSync(join(folder, 'pid'), { force: true }));

const node = (code: string) => ['-e', code];

const isAlive = (id: number): boolean => {
  try {
    process.kill(id, 0);
    // A child that nobody has waited for yet has no command any more.
    return !/^\S+ \(.*\) Z/.test(readFileSync(`/proc/${id}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

const pidFrom = async (file: string): Promise<number> => {
  for (;;) {
    try {
      const id = Number(readFileSync(file, 'utf8'));
      if (id > 0) return id;
    } catch {
      // It is not there yet.
    }
    await setTimeout(10);
  }
};

test('what a program prints and how it ends is told', async () => {
  const lines: string[] = [];
  const code = 'console.log("out"); console.error("err " + process.env.WORD); process.exitCode = 3;';
  const ended = await programsOf().run(process.execPath, node(code), {
    env: { WORD: 'x' },
    onLine: (line) => lines.push(line),
  });
  expect({ ...ended, lines: ended.lines.toSorted() }).toEqual({ status: 3, stdout: 'out\n', lines: ['err x', 'out'] });
  expect(lines.toSorted()).toEqual(['err x', 'out']);
});

test('an output without an end does not fill the memory', async () => {
  const code = 'const x = "x".repeat(1 << 20); for (let i = 0; i < 40; i++) process.stdout.write(x);';
  const { stdout, lines } = await programsOf().run(process.execPath, node(code));
  expect(stdout).toHaveLength(1024 * 1024);
  expect(lines.map((line) => line.length)).toEqual([500]);
});

test('a program that is not there is an error of the system', async () => {
  await expect(programsOf().run('slipway-no-such-program', [])).rejects.toMatchObject({ code: 'ENOENT' });
});

test('all that was started ends, and nothing is started any more', async () => {
  const programs = programsOf();
  const file = join(folder, 'pid');
  const code = `process.on('SIGTERM', () => process.exit(9));
    setInterval(() => {}, 1000);
    const { spawn } = require('node:child_process');
    const child = spawn('sleep', ['600'], { stdio: 'inherit' });
    require('node:fs').writeFileSync(${JSON.stringify(file)}, String(child.pid));`;
  const running = programs.run(process.execPath, node(code));
  const stopped = expect(running).rejects.toThrow(StoppedError);
  const child = await pidFrom(file);
  expect(isAlive(child)).toBe(true);
  programs.end('SIGTERM');
  await stopped;
  expect(isAlive(child)).toBe(false);
  await expect(programs.run(process.execPath, node(''))).rejects.toThrow(StoppedError);
});

test('a program that does not listen is killed where nobody is asked any more', async () => {
  const programs = programsOf();
  const file = join(folder, 'pid');
  const code = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); require('node:fs').writeFileSync(${JSON.stringify(file)}, String(process.pid));`;
  const stopped = expect(programs.run(process.execPath, node(code))).rejects.toThrow(StoppedError);
  const id = await pidFrom(file);
  programs.end('SIGTERM');
  await setTimeout(50);
  expect(isAlive(id)).toBe(true);
  programs.end('SIGKILL');
  await stopped;
  expect(isAlive(id)).toBe(false);
});
