import { join } from 'node:path';
import { marker } from '../../../lib/files/marker.js';
import { writeFolders } from '../../../lib/files/write.js';

/** Writes many small folders with one word in each file, and says when it begins; `kill.test.ts` kills it at any time. */
const [root = '', word = '', count = ''] = process.argv.slice(2);
const plans = Array.from({ length: Number(count) }, (_, index) => ({
  folder: join(root, `svc-${index}`),
  files: ['Makefile', 'deep/CONFIG.yaml'].map((path) => ({ path, text: `${marker('hash', 'service.ts')}\n${word}\n` })),
  local: [{ path: '.slipway/files/a', text: word, keep: false }],
  known: [],
}));
process.stdout.write('ready\n');
try {
  writeFolders(plans);
} catch (error) {
  process.stdout.write(error instanceof Error ? `${error.name}: ${error.message}\n` : 'what?');
  process.exitCode = 1;
}
