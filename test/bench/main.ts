import { AssertionError } from 'node:assert';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from './compile.js';
import { measure } from './measure.js';
import { scratch } from './run.js';
import { assertSameObjects } from './same-objects.js';
import { heading, table } from './table.js';
import { verdicts } from './targets.js';

const asked = process.argv.slice(2).map(Number);
if (asked.some((size) => !Number.isSafeInteger(size) || size < 1)) {
  console.error('usage: npm run bench -- [number of services]…');
  process.exit(2);
}
const sizes = asked.length > 0 ? asked : [1, 100, 1_000, 10_000];

const folder = mkdtempSync(join(scratch(), 'slipway-bench-'));
try {
  const programs = compile(folder);
  for (const size of [1, 3]) assertSameObjects(programs, folder, size);
  const rows = measure(programs, folder, sizes);
  const found = verdicts(rows);
  process.stdout.write(`${heading()}\n\n${table(rows)}\n\n${found.map(({ text }) => `${text}\n`).join('')}`);
  if (found.some(({ met }) => !met)) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof AssertionError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
