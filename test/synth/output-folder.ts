import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

/** Gives each test of a file a fresh folder, which is removed after it. */
export function freshFolder(): { readonly path: string } {
  const folder = { path: '' };
  beforeEach(() => {
    folder.path = mkdtempSync(join(tmpdir(), 'slipway-'));
  });
  afterEach(() => rmSync(folder.path, { recursive: true, force: true }));
  return folder;
}

/** All that is in a folder: the text of each file, `->` of each link, `/` of each empty folder. */
export function snapshot(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path);
    if (entry.isSymbolicLink()) found[name] = '->';
    else if (entry.isFile()) found[name] = readFileSync(path, 'utf8');
    else if (readdirSync(path).length === 0) found[name] = '/';
  }
  return found;
}

/** The names of all files in a folder without the list of written files. */
export const namesIn = (folder: string): readonly string[] =>
  Object.keys(snapshot(folder))
    .filter((name) => name !== '.slipway-manifest')
    .sort();

/** When a file was last changed, in nanoseconds. */
export const changedAt = (path: string): bigint => lstatSync(path, { bigint: true }).mtimeNs;
