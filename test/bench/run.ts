import { execFileSync } from 'node:child_process';
import { accessSync, constants, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Usage } from './programs/usage.js';

/** What one run in a process of its own took; wall time is from its start to its end. */
export interface Run extends Usage {
  readonly wallSeconds: number;
}

/** A folder for temporary files, in memory where the system has such a one: creating a file on a disk takes long, and both sides create the same number. */
export function scratch(): string {
  try {
    accessSync('/dev/shm', constants.W_OK);
    return '/dev/shm';
  } catch {
    return tmpdir();
  }
}

const { NODE_OPTIONS: _, CDK8S_OUTDIR: __, ...environment } = process.env;

/** Runs a program for so many services into an empty folder, which it leaves there. */
export function run(program: string, output: string, size: number): Run {
  rmSync(output, { recursive: true, force: true });
  const start = performance.now();
  const text = execFileSync(process.execPath, [program, output, String(size)], { env: environment, encoding: 'utf8' });
  const wallSeconds = (performance.now() - start) / 1000;
  return { wallSeconds, ...(JSON.parse(text) as Usage) };
}

/** Runs a program, and removes what it wrote. */
export function runOnce(program: string, folder: string, size: number): Run {
  const output = join(folder, 'output');
  const result = run(program, output, size);
  rmSync(output, { recursive: true, force: true });
  return result;
}
