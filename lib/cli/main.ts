#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { faultText } from './failure.js';
import { slipway } from './program.js';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/** Who reads the output may have seen enough, as in `slipway validate | head`: that is no error. */
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });

/** What a definition's own code leaves unhandled, beside the call that loads it. */
process.on('uncaughtException', (error) => {
  process.stderr.write(`${faultText(error, { debug: process.argv.includes('--debug'), late: true })}\n`);
  process.exit(70);
});

// There is no handler of SIGINT: a long synchronous step would hold it back. The system ends the process at once, shells
// tell 130, and no file is half-written, as each takes its name by a rename.
process.exitCode = await slipway(process.argv.slice(2), {
  version,
  stdout: process.stdout,
  stderr: process.stderr,
  today: () => new Date().toISOString().slice(0, 10),
});
