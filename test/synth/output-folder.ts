import { type Dirent, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** All that is in a folder: the text of each file, `->` of each link, `/` of each empty folder; no link is followed. */
export function snapshot(folder: string, below = ''): Record<string, string> {
  const entries = readdirSync(join(folder, below), { withFileTypes: true });
  return Object.assign({}, ...entries.map((entry) => shownEntry(folder, join(below, entry.name), entry)));
}

function shownEntry(folder: string, name: string, entry: Dirent): Record<string, string> {
  if (entry.isSymbolicLink()) return { [name]: '->' };
  if (entry.isFile()) return { [name]: readFileSync(join(folder, name), 'utf8') };
  const inner = snapshot(folder, name);
  return Object.keys(inner).length === 0 ? { [name]: '/' } : inner;
}

/** The names of all files in a folder without the list of written files. */
export const namesIn = (folder: string): readonly string[] =>
  Object.keys(snapshot(folder))
    .filter((name) => name !== '.slipway-manifest')
    .sort();

/** When a file was last changed, in nanoseconds. */
export const changedAt = (path: string): bigint => lstatSync(path, { bigint: true }).mtimeNs;
