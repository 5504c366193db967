import { chmodSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { localServices, plansOf } from '../../lib/cli/plans.js';
import { readWorkspace, type Workspace } from '../../lib/cli/workspace.js';
import { writeFolders } from '../../lib/files/write.js';
import type { LocalService } from '../../lib/local.js';

/** A service of the suite, with its generated files, in a folder of its own. */
export interface Fixture {
  /** the folder's name, which is its language */
  readonly language: string;
  readonly folder: string;
  readonly service: LocalService;
  /** the definition, as it is written */
  readonly input: unknown;
}

/** All services of the suite in one workspace. */
export interface Fixtures {
  readonly folder: string;
  readonly workspace: Workspace;
  readonly all: readonly Fixture[];
}

/** A text that no image may hold: what lies about beside the source, or is mounted as a secret, has it. */
export const canary = 'canary-5d1f6c0e9b';

/** What lies about in real folders and has no place in an image; the Go service's own .env is generated. */
const strewn = {
  '.git/HEAD': 'ref: refs/heads/main\n',
  '.git/config': `[remote "origin"]\n\turl = https://me:${canary}@git.example.com/shop\n`,
  id_rsa: `-----BEGIN OPENSSH PRIVATE KEY-----\n${canary}\n-----END OPENSSH PRIVATE KEY-----\n`,
  'server.pem': `-----BEGIN PRIVATE KEY-----\n${canary}\n-----END PRIVATE KEY-----\n`,
  '.env.local': `TOKEN=${canary}\n`,
  '.netrc': `machine git.example.com login me password ${canary}\n`,
  'docs/notes.md': `# Notes\n\n${canary}\n`,
  'node_modules/stale/index.js': `// ${canary}\n`,
} as const;

export const write = (folder: string, files: Readonly<Record<string, string>>): void => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
};

/** Writes the files of a workspace as `slipway generate` does; what is printed while it works is dropped. */
export const generate = async (folder: string): Promise<readonly [Workspace, readonly LocalService[]]> => {
  const workspace = await readWorkspace({ workspace: folder });
  const services = localServices(workspace);
  writeFolders(plansOf(workspace, services, services, { tell: () => undefined, end: () => undefined }));
  return [workspace, services];
};

/** Copies the services of the suite into a folder, generates their files, and strews about what no image may hold. */
export const layFixtures = async (folder: string): Promise<Fixtures> => {
  cpSync(join(import.meta.dirname, 'services'), folder, { recursive: true });
  chmodSync(folder, 0o755);
  const [workspace, services] = await generate(folder);
  const all = services.map((service) => ({
    language: service.folder,
    folder: join(folder, service.folder),
    service,
    input: workspace.entries.find(({ source }) => dirname(source).endsWith(`/${service.folder}`))?.input,
  }));
  for (const one of all) write(one.folder, strewn);
  return { folder, workspace, all };
};
