import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { migrationContainer, migrationService } from '../definition/migrations.js';
import { isGenerated } from '../files/marker.js';
import type { LocalService } from '../local.js';
import type { Artefacts, FileFinding, TextFile } from '../rules/files.js';
import { checkFiles, fileRules, lessWaived, waiverProblems } from '../rules/files.js';
import { imageRules } from '../rules/image.js';
import type { WorkspaceApp } from './app.js';
import { missingInputs } from './build-inputs.js';
import { kubernetesObjects } from './objects.js';
import type { Progress } from './progress.js';

/** A text file that is there. */
const textFile = (path: string): TextFile | undefined =>
  statSync(path, { throwIfNoEntry: false })?.isFile() === true ? { path, text: readFileSync(path, 'utf8') } : undefined;

/** What an image is made from, beside all that the Dockerfile names. */
const sources = (recipe: NonNullable<LocalService['imageBuild']>['recipe']): readonly string[] => {
  switch (recipe.language) {
    case 'go':
      return [recipe.main, ...recipe.assets];
    case 'node':
      return recipe.script === undefined ? [recipe.main, ...recipe.assets] : recipe.assets;
    case 'python':
      return [recipe.requirements, ...recipe.assets];
    case 'static':
      return [recipe.root];
    case 'custom':
      return [];
  }
};

/** What all services share. */
interface Surroundings {
  /** the workspace's folder */
  readonly workspace: string;
  /** the Compose file of all services, where it is the team's own */
  readonly workspaceCompose?: TextFile;
  readonly app: WorkspaceApp;
  readonly inputs: boolean;
}

/**
 * The Compose file of all services, where a team took it over. One that is ours agrees with those of the services, which are
 * made by the same code, and to read it again for each service would take time with the square of their number.
 */
const ownCompose = (workspace: string): TextFile | undefined => {
  const file = textFile(join(workspace, 'compose.yaml'));
  return file === undefined || isGenerated(file.text) ? undefined : file;
};

/** The files of one service as they stand on the disk, ours and the team's own, and its manifests as `synth` would write them. */
const artefacts = (
  service: LocalService,
  { workspace, workspaceCompose, inputs, app: { environments } }: Surroundings,
): Artefacts => {
  const { name, imageBuild, local, production, healthCheck } = service;
  const folder = join(workspace, service.folder);
  const dockerfile = imageBuild && textFile(join(folder, imageBuild.dockerfile));
  const dockerignore = imageBuild && textFile(join(folder, '.dockerignore'));
  const compose = textFile(join(folder, 'compose.yaml'));
  const envExample = textFile(join(folder, '.env.example'));
  return {
    service: name,
    folder,
    production,
    ...(dockerfile && { dockerfile }),
    ...(dockerignore && { dockerignore }),
    ...(compose && { compose }),
    ...(workspaceCompose && service.folder !== '.' && { workspaceCompose }),
    ...(envExample && { envExample }),
    // A folder without any of these files holds a definition and no source.
    ...(inputs && (dockerfile ?? compose) && { missing: missingInputs(service, folder) }),
    manifests: environments.flatMap((environment) => {
      const objects = kubernetesObjects(environment.services.get(name) ?? []);
      const path = `dist/${environment.name}/${name}.k8s.yaml`;
      return objects.length === 0 ? [] : [{ environment: environment.name, path, objects }];
    }),
    expected: {
      dependencies: local.dependencies.map(({ name, kind, version }) => ({ name, kind, version })),
      stopSignal: service.shutdown.signal,
      variables: local.variables.map((variable) => variable.name),
      image: { repository: service.image.repository },
      ...(local.migration && { migration: { service: migrationService(name), container: migrationContainer } }),
      ...(healthCheck && { healthCheck: healthCheck.command }),
      ...(imageBuild && { copies: sources(imageBuild.recipe) }),
    },
  };
};

/** What files are compared with, and whether what the images are built from must be there. */
export interface Comparing {
  readonly app: WorkspaceApp;
  readonly today: string;
  readonly progress: Progress;
  /** true looks for the source too: files may be generated before there is one */
  readonly inputs?: boolean;
}

/** What the files of services on the disk say against each other and against the manifests, less what the services waive. */
export const disagreements = (
  services: readonly LocalService[],
  workspace: string,
  { app, today, progress, inputs = false }: Comparing,
): readonly FileFinding[] => {
  const workspaceCompose = ownCompose(workspace);
  const known = new Set(fileRules.map(({ id }) => id));
  const ofImages = new Set(imageRules.map(({ id }) => id));
  return services.flatMap((service, index) => {
    progress.tell('reading files back', index + 1, services.length);
    const found = checkFiles(
      artefacts(service, { workspace, app, inputs, ...(workspaceCompose && { workspaceCompose }) }),
    );
    const source = join(workspace, service.folder, service.source);
    const waiving = { service: service.name, source, waivers: service.waivers, today };
    return [
      ...lessWaived(found, { ...waiving, family: 'files', known }),
      // Which of them are needed is seen of the image, by `slipway verify-image`.
      ...waiverProblems({ ...waiving, family: 'image', known: ofImages }),
    ];
  });
};
