#!/usr/bin/env node
import { readFileSync } from 'node:fs';

const { version, engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/** An older Node stops at the first import that it does not know: this comes before them. */
const demandNode = (): void => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [least = 0, leastMinor = 0] = engines.node.replace('>=', '').split('.').map(Number);
  if (major > least || (major === least && minor >= leastMinor)) return;
  process.stderr.write(`slipway needs Node ${engines.node}; this is Node ${process.versions.node}\n`);
  process.exit(2);
};
demandNode();

const [{ faultText }, { slipway }, { signalOf }] = await Promise.all([
  import('./failure.js'),
  import('./program.js'),
  import('./build-signals.js'),
]);

let finished = false;

/** Who reads the output may have seen enough, as in `slipway validate | head`: that is no error. */
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    finished = true;
    process.exit();
  });

/** What a definition's own code leaves unhandled, beside the call that loads it. */
process.on('uncaughtException', (error) => {
  process.stderr.write(`${faultText(error, { debug: process.argv.includes('--debug'), late: true })}\n`);
  finished = true;
  process.exit(70);
});

/** A definition that ends the process would look as if all were well. */
process.on('exit', (code) => {
  if (finished) return;
  process.stderr.write(
    `slipway: a definition or the platform ended the process with ${code}, before anything was done\n`,
  );
  process.exitCode = 1;
});

// What definitions print while they are loaded is for people; the result has stdout for itself.
console.log = console.error;
console.info = console.error;

// There is no handler of SIGINT, except while images are built: a long synchronous step would hold it back. The system ends the
// process at once, shells tell 130, and no file is half-written, as each takes its name by a rename.
const code = await slipway(process.argv.slice(2), {
  version,
  stdout: process.stdout,
  stderr: process.stderr,
  today: () => new Date().toISOString().slice(0, 10),
});
finished = true;
process.exitCode = code;

// Who started this is to see that a signal ended it: a shell then ends its own loop too.
const signal = signalOf(code);
if (signal !== undefined) {
  process.removeAllListeners(signal);
  process.stdout.write('', () => process.kill(process.pid, signal));
}
