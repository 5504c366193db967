import { readFileSync, writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { alone } from '../../lib/images-lock/alone.js';

/** Counts in a file, alone, as often as it is told, from the end of its input on: `alone-child.ts <file> <times>`. */
const [file = '', times = '0'] = process.argv.slice(2);
process.stdout.write('ready\n');
await text(process.stdin);
for (let at = 0; at < Number(times); at++)
  await alone(file, () => {
    const count = Number(readFileSync(file, 'utf8'));
    // Long enough for the others to come in between, if they could.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3);
    writeFileSync(file, String(count + 1));
  });
