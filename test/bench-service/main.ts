import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missing, storePrograms } from '../contract/native/programs.js';
import { startStores } from '../contract/native/stores.js';
import { endAll } from '../docker/command.js';
import { build } from './build.js';
import { measure, type Request, run } from './rounds.js';
import { type Side, startSides } from './sides.js';
import { heading, type Measured, table, verdicts } from './table.js';

/** Compares the throughput of the reference service with that of its own handlers behind bare net/http. */
const rounds = Number(process.argv[2] ?? 15);
if (!Number.isSafeInteger(rounds) || rounds < 1) {
  console.error('usage: npm run bench:service -- [number of rounds]');
  process.exit(2);
}
const lacking = missing(['go', ...storePrograms]);
if (lacking.length > 0) {
  console.error(`bench:service needs ${lacking.join(', ')}`);
  process.exit(69);
}

const folder = mkdtempSync(join(tmpdir(), 'slipway-bench-service-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));
const interrupted = async (): Promise<never> => {
  await endAll();
  process.exit(130);
};
process.once('SIGINT', () => void interrupted()).once('SIGTERM', () => void interrupted());

const body = JSON.stringify({
  title: 'a note of the bench',
  text: 'a text as long as one that a person writes '.repeat(4),
});

/** The requests that are measured; the least that a handler does is what the middleware weighs most against. */
const requests = async (side: Side | undefined): Promise<readonly Request[]> => {
  const headers = { 'Content-Type': 'application/json' };
  const created: unknown = await (await fetch(`${side?.server.url}/notes`, { method: 'POST', headers, body })).json();
  return [
    { name: 'GET /notes/{id}', method: 'GET', path: `/notes/${Object(created).id}`, status: 200 },
    { name: 'POST /notes', method: 'POST', path: '/notes', status: 201, body },
    { name: 'GET /version', method: 'GET', path: '/version', status: 200 },
  ];
};

const programs = await build(folder);
const stores = await startStores(folder);
const sides = await startSides(programs, stores, folder);
const all: Measured[] = [];
for (const request of await requests(sides[0])) {
  console.error(`measuring ${request.name} …`);
  for (const side of sides) await run(programs.load, side, request, 1);
  all.push({ request, rounds: await measure(programs.load, sides, request, rounds) });
}
// The target is of a handler that does some work, as services do; GET /version, which does none, is told as the worst case.
const found = all.slice(0, 1).flatMap((measured) => verdicts(measured, 0.8));
process.stdout.write(`${heading(rounds)}\n\n${table(all)}\n\n${found.map(({ text }) => `${text}\n`).join('')}`);
if (found.some(({ met }) => !met)) process.exitCode = 1;
for (const { server } of sides) await server.end();
await stores.stop();
