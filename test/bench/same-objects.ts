import { deepStrictEqual } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Programs } from './compile.js';
import { run } from './run.js';

const inText = (object: unknown): string => {
  const { kind, metadata } = object as { readonly kind: string; readonly metadata: { readonly name: string } };
  return `${kind} ${metadata.name}`;
};

/** Every object that was written into a folder, whatever its files are called and however its keys are ordered. */
function objectsIn(folder: string): Readonly<Record<string, unknown>> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
  const documents = files.flatMap((name) => parseAllDocuments(readFileSync(join(folder, name), 'utf8')));
  return Object.fromEntries(documents.map((document): unknown => document.toJS()).map((one) => [inText(one), one]));
}

/**
 * Throws unless both sides make the very same objects, so that their times may be compared. What Slipway makes is right;
 * `programs/plain` is corrected after it.
 */
export function assertSameObjects({ slipway, cold, plain }: Programs, folder: string, size: number): void {
  const made = [size === 1 ? cold : slipway, plain].map((program) => {
    const output = join(folder, 'output');
    run(program, output, size);
    return objectsIn(output);
  });
  deepStrictEqual(made[0], made[1]);
}
