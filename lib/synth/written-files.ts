import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryPath } from '../disk/temporary.js';
import { isSafePath } from './file-names.js';

/** The file in the output folder that lists what synth wrote there. */
export const WRITTEN = '.slipway-manifest';

const HEADING =
  '# The files that slipway synth wrote here. It removes one of them once its chart is gone, and no other file.';

/**
 * Reads which files earlier runs wrote, sorted; none if there was no run.
 * A line that is no safe path, such as a conflict marker of git, is never a file of ours, and is passed over.
 */
export function readWritten(outdir: string): readonly string[] {
  const path = join(outdir, WRITTEN);
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split(/\r?\n/);
  return [...new Set(lines.filter(isSafePath))].sort();
}

/** Lists the files that synth wrote, in one atomic step; without files there is no list. */
export function saveWritten(outdir: string, paths: readonly string[]): void {
  const path = join(outdir, WRITTEN);
  const temporary = temporaryPath(path);
  if (paths.length === 0) rmSync(path, { force: true });
  else {
    writeFileSync(temporary, `${[HEADING, ...paths.toSorted()].join('\n')}\n`);
    renameSync(temporary, path);
  }
}
