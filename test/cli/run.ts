import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { slipway } from '../../lib/cli/program.js';

/** What a command line printed, and its exit code. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command line in this process, on the given day. */
export const run = async (arguments_: readonly string[], today = '2026-11-22'): Promise<Ran> => {
  const written = { stdout: '', stderr: '' };
  const code = await slipway(arguments_, {
    version: '1.2.3',
    stdout: { write: (text: string) => (written.stdout += text) },
    stderr: { write: (text: string) => (written.stderr += text) },
    today: () => today,
  });
  return { code, ...written };
};

/** A new folder with files of these texts, by path. */
export const folderWith = (files: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-cli-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
};

/** A definition that everything takes, in YAML, with more lines after it. */
export const definition = (name: string, ...more: readonly string[]): string =>
  [
    `name: ${name}`,
    'team: shop',
    `image: registry.example.com/shop/${name}:1.0.0`,
    'health: { live: /livez, ready: /readyz }',
    ...more,
    '',
  ].join('\n');
