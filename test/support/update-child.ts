import { updateImagesLock } from '../../lib/images-lock/update.js';

/** Writes entries of one service, one update each: `update-child.ts <file> <service> <first> <count>`. */
const [file = '', service = '', first = '0', count = '1'] = process.argv.slice(2);
process.stdout.write('ready\n');
try {
  for (let at = Number(first); at < Number(first) + Number(count); at++) {
    await updateImagesLock(file, { [service]: { [`channel-${at}`]: { tag: `${at}` } } });
    process.stdout.write('written\n');
  }
} catch (error) {
  process.stdout.write(`${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}\n`);
  process.exitCode = 1;
}
