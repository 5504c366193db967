import { join } from 'node:path';
import { attempt, type How, type Outcome } from './command.js';
import type { Docker } from './docker.js';
import { canary, type Fixture, write } from './fixture.js';
import { identity } from './image.js';

/** What the suite reads of a Compose file after Compose has filled it in. */
export interface Project {
  readonly name: string;
  readonly networks: Readonly<Record<string, { readonly name: string }>>;
  readonly services: Readonly<Record<string, ProjectService>>;
}

interface ProjectService {
  readonly image: string;
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly volumes?: readonly { readonly type: string; readonly source: string; readonly target: string }[];
  readonly stop_grace_period?: string;
}

/** Docker Compose in the folder of a service; each call throws with what was printed when it fails. */
export interface Compose {
  readonly run: (args: readonly string[], how?: How) => Promise<string>;
  readonly attempt: (args: readonly string[]) => Promise<Outcome>;
  readonly config: () => Promise<Project>;
  /** the full name of the container of a service */
  readonly container: (service: string) => Promise<string>;
}

/** Compose in any folder, whose files may need more in the environment. */
export const composeAt = (docker: Docker, folder: string, more: Readonly<Record<string, string>> = {}): Compose => {
  const env = { ...docker.env, ...identity, ...more };
  const run: Compose['run'] = (args, how = {}) => docker.run(['compose', ...args], { cwd: folder, ...how, env });
  return {
    run,
    attempt: (args) => attempt('docker', ['compose', ...args], { cwd: folder, env }),
    config: async () => JSON.parse(await run(['config', '--format', 'json'])) as Project,
    container: async (name) => {
      const id = (await run(['ps', '--all', '--quiet', name])).trim();
      if (id === '') throw new Error(`Compose has no container of ${name}`);
      return id;
    },
  };
};

/** Compose in the folder of a service of the suite, with the secret that its image is built with. */
export const composeIn = (docker: Docker, { folder, service }: Pick<Fixture, 'folder' | 'service'>): Compose => {
  const recipe = service.imageBuild?.recipe;
  const secret = recipe !== undefined && 'secret' in recipe ? recipe.secret : undefined;
  if (secret === undefined) return composeAt(docker, folder);
  const file = `compose-${secret.id}`;
  write(`${folder}-secrets`, { [file]: `machine x login me password ${canary}\n` });
  return composeAt(docker, folder, {
    [`SECRET_${secret.id.toUpperCase()}`]: join(`${folder}-secrets`, file),
  });
};
