import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';

const ending = '.slipway-tmp';

/**
 * The name under which a file is written before it takes its own, in the same folder, as only there a rename is atomic.
 * With `thisRun` no other process ever has the same; without it two runs meet in the name, and the second ends in an error.
 */
export const temporaryName = (name: string, run = ''): string => `.${name}${run}${ending}`;

/** The path under which a file is written before it takes its own. */
export const temporaryPath = (target: string, run?: string): string =>
  join(dirname(target), temporaryName(basename(target), run));

/** Whether a name is one that `temporaryName` gives. */
export const isTemporaryName = (name: string): boolean => name.startsWith('.') && name.endsWith(ending);

/** What tells this process from others in temporary names: its id, and a word by chance where two containers share an id. */
export const thisRun = `.${process.pid}-${randomBytes(4).toString('hex')}`;

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** The id of the other process that still writes under this temporary name; nothing if it has ended, or is not known. */
function writerOf(name: string): number | undefined {
  const id = Number(/\.([1-9]\d{0,9})-[0-9a-f]{8}\.slipway-tmp$/.exec(name)?.[1]);
  return id > 0 && id !== process.pid && isAlive(id) ? id : undefined;
}

/** An error if a run beside this one is writing one of these temporary files, told by the name that `thisRun` gave to it. */
export function demandAlone(files: readonly string[]): void {
  for (const path of files) {
    const writer = writerOf(path);
    if (writer === undefined) continue;
    throw new Error(
      `another run (process ${writer}) is writing there: wait until it has ended; if that process is another program, remove ${path}`,
    );
  }
}
