import { execFileSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/** The compiled programs of the bench, as files that plain node runs. */
export interface Programs {
  /** makes so many services from definitions in memory */
  readonly slipway: string;
  /** makes one service, loaded from its file as users do */
  readonly cold: string;
  /** makes the same objects by hand */
  readonly plain: string;
}

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * Compiles both sides to JavaScript in a folder, so that neither pays for a loader of TypeScript; the library is bundled
 * as `npm run build` bundles it.
 */
export function compile(folder: string): Programs {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', at('tsconfig.json'), '--outDir', folder], { stdio: 'inherit' });
  buildSync({
    entryPoints: [at('../../lib/index.ts')],
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    outfile: join(folder, 'lib/index.js'),
    logLevel: 'error',
  });
  symlinkSync(at('../../node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const programs = join(folder, 'test/bench/programs');
  return {
    slipway: join(programs, 'slipway.js'),
    cold: join(programs, 'slipway-cold.js'),
    plain: join(programs, 'plain.js'),
  };
}
