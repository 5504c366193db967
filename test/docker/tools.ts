import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allParts, type Part } from './needs.js';
import { make, versions } from './programs.js';

const here = import.meta.dirname;

/** Where the programs are. */
export interface Tools {
  /** for DOCKER_CONFIG: Compose and buildx are plugins of the client */
  readonly config: string;
  readonly hadolint: string;
  readonly dclint: string;
  /** node_modules with Node.js and npm as packages */
  readonly node: string;
  readonly server: string;
  readonly grpcHealthProbe: string;
  /** one static program, which is httpcheck, httpscheck or portcheck by the name that it is called by */
  readonly microcheck: string;
}

/** Two parts compile Go; they take turns, since one of them alone takes every processor. */
const turns: readonly (readonly Part[])[] = [['client', 'probes'], ['server'], ['node'], ['dclint'], ['hadolint']];

/** Builds and installs parts of the tools below a folder; what an earlier run left there of the same versions is kept. */
export const prepareTools = async (parent: string, wanted: readonly Part[] = allParts): Promise<Tools> => {
  const pins = [
    JSON.stringify(versions),
    readFileSync(join(here, 'go.sum')),
    readFileSync(join(here, 'bases/microcheck/main.go')),
  ];
  const hash = createHash('sha256').update(pins.join('\n')).digest('hex').slice(0, 12);
  const folder = join(parent, `tools-${hash}`);
  const done = (part: Part): string => join(folder, 'complete', part);
  mkdirSync(join(folder, 'complete'), { recursive: true });
  await Promise.all(
    turns.map(async (turn) => {
      for (const part of turn.filter((one) => wanted.includes(one) && !existsSync(done(one)))) {
        await make[part](folder);
        writeFileSync(done(part), '');
      }
    }),
  );
  return {
    config: join(folder, 'config'),
    hadolint: join(folder, 'python/bin/hadolint'),
    dclint: join(folder, 'dclint/node_modules/.bin/dclint'),
    node: join(folder, 'node/node_modules'),
    server: join(folder, 'bin/static-web-server'),
    grpcHealthProbe: join(folder, 'grpc-health-probe'),
    microcheck: join(folder, 'microcheck'),
  };
};
