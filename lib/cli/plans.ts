import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nearest } from '../definition/issues.js';
import { DefinitionError } from '../definition/problems.js';
import { WorkspaceError } from '../entries/problems.js';
import { appendMissing, localEnv, missingKeys } from '../files/env-file.js';
import type { FolderPlan, LocalFileText } from '../files/write.js';
import { filesOf, workspaceFilesOf } from '../files.js';
import { type LocalService, resolveLocal } from '../local.js';
import { UsageError } from './failure.js';
import { orphans } from './orphans.js';
import type { Progress } from './progress.js';
import type { Workspace } from './workspace.js';

/** Generated files that a service may have had before. */
const known = ['Dockerfile', '.dockerignore', 'compose.yaml', 'Makefile', '.env.example', 'CONFIG.md'];

/** Keeps what is only for this machine out of git, whatever the repository says. */
const notForGit: LocalFileText = { path: '.slipway/.gitignore', text: '*\n', keep: false };

/** The services of a workspace as their files need them; throws a WorkspaceError that tells all problems at once. */
export const localServices = (workspace: Workspace): readonly LocalService[] =>
  resolveLocal(workspace.entries, { ...workspace, workspace: workspace.folder });

/** The files of all services together stand in the workspace's folder: there is no place for those of a single one. */
const demandFolders = (folder: string, services: readonly LocalService[]): void => {
  const inner = services.find((service) => service.folder === '.');
  if (inner === undefined || services.length === 1) return;
  throw new WorkspaceError([
    new DefinitionError(join(folder, inner.source), [
      {
        path: '',
        message: 'it stands in the folder of the workspace, where the files of all services together belong',
        fix: `move it and its source into a folder of its own, such as ${join(folder, inner.name)}`,
      },
    ]),
  ]);
};

/** The services of these names, or all; throws a UsageError for a name that there is not. */
export const named = (all: readonly LocalService[], names: readonly string[]): readonly LocalService[] => {
  const known = all.map(({ name }) => name);
  const unknown = [...new Set(names)].filter((name) => !known.includes(name));
  if (unknown.length === 0) return names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
  throw new UsageError(
    unknown
      .map((name) => {
        const near = nearest(name, known);
        return `there is no service ${JSON.stringify(name)}; ${near === undefined ? `there are ${known.join(', ')}` : `did you mean ${near}?`}`;
      })
      .join('\nslipway: '),
  );
};

/** What the folders of the chosen services should hold, and that of the workspace, whose files are about all services. */
export const plansOf = (
  workspace: Workspace,
  all: readonly LocalService[],
  chosen: readonly LocalService[],
  progress: Progress,
): readonly FolderPlan[] => {
  demandFolders(workspace.folder, all);
  const plans = chosen.map((service, index): FolderPlan => {
    progress.tell('making files', index + 1, chosen.length);
    const folder = join(workspace.folder, service.folder);
    return {
      folder,
      files: filesOf(service),
      local: [
        ...envFile(folder, [service], false),
        ...service.local.files.map(({ source, content, keep }) => ({ path: source, text: content, keep })),
        ...(service.local.files.length > 0 ? [notForGit] : []),
      ],
      known: service.goConfig === undefined ? known : [...known, service.goConfig.path],
    };
  });
  if (all.some(({ folder }) => folder === '.')) return plans;
  const { folder } = workspace;
  const gone = chosen === all ? orphans(workspace, [...known, 'internal/config/config_gen.go']) : [];
  const files = workspaceFilesOf(all, projectOf(workspace, all));
  const local = files.length === 0 ? [] : envFile(folder, all, true);
  return [...plans, ...gone, { folder, files, local, known: ['compose.yaml'] }];
};

/** The name of all services together: the platform's, or else the system that they share; never that of a single service. */
const projectOf = ({ file, platform }: Workspace, services: readonly LocalService[]): string => {
  const [first, ...more] = new Set(services.map(({ system }) => system));
  const system = first === undefined || more.length > 0 ? 'workspace' : first;
  const project = file === undefined ? system : platform.name;
  return services.some(({ name }) => name === project) ? `${project}-workspace` : project;
};

/** `.env`: made where there is none; to one that is there, only what it lacks is added. */
const envFile = (folder: string, services: readonly LocalService[], shared: boolean): readonly LocalFileText[] => {
  const file = { path: '.env', mode: 0o600 };
  const there = textOf(join(folder, file.path));
  if (there === undefined) {
    const isNeeded = services.some(({ local }) => local.credentials.length > 0);
    return isNeeded ? [{ ...file, text: localEnv(services, shared), keep: true }] : [];
  }
  if (missingKeys(there, services, shared).length === 0) return [];
  return [{ ...file, text: appendMissing(there, services, shared), keep: false, from: there }];
};

/** The text of a regular file; nothing where there is none. A text that is not UTF-8 is refused: it could not be kept. */
const textOf = (path: string): string | undefined => {
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
  const bytes = readFileSync(path);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new DefinitionError(path, [{ path: '', message: 'is not valid UTF-8', fix: 'save it as UTF-8' }], { cause });
  }
};
