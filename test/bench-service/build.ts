import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildService, moduleFolder } from '../contract/native/serving.js';
import { must } from '../docker/command.js';

/** The programs of the bench. */
export interface Programs {
  /** the whole service, as it is shipped */
  readonly service: string;
  /** the same handlers behind bare net/http */
  readonly bare: string;
  /** the client */
  readonly load: string;
}

const here = import.meta.dirname;

/**
 * Builds the programs into a folder. Those of the bench are built as if they stood in the service's module, whose internal
 * packages they use, so that teams who copy the service do not get them.
 */
export const build = async (folder: string): Promise<Programs> => {
  const names = ['bare', 'load'] as const;
  const files = names.flatMap((name) => readdirSync(join(here, name)).map((file) => join(name, file)));
  const replaced = files.map((file) => [join(moduleFolder, 'cmd', file), join(here, file)]);
  const overlay = join(folder, 'overlay.json');
  writeFileSync(overlay, JSON.stringify({ Replace: Object.fromEntries(replaced) }));
  const service = join(folder, 'myapp');
  await buildService(service);
  const [bare, load] = names.map((name) => join(folder, name)) as [string, string];
  for (const name of names) {
    const args = [
      'build',
      '-overlay',
      overlay,
      '-trimpath',
      '-ldflags',
      '-w -s',
      '-o',
      join(folder, name),
      `./cmd/${name}`,
    ];
    await must('go', args, { cwd: moduleFolder, env: { CGO_ENABLED: '0' } });
  }
  return { service, bare, load };
};
