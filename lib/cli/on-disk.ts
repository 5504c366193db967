import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FileFinding } from '../rules/files.js';
import type { WorkspaceApp } from './app.js';
import type { Progress } from './progress.js';
import type { Workspace } from './workspace.js';

/** Files that say that a service is built or run with them. */
const names = ['Dockerfile', 'compose.yaml', '.env.example', '.dockerignore'];

/**
 * What the files beside the definitions say against each other and against the manifests. Where no service has such files,
 * nothing that reads them is loaded.
 */
export const filesOnDisk = async (
  workspace: Workspace,
  app: WorkspaceApp,
  today: string,
  progress: Progress,
): Promise<readonly FileFinding[]> => {
  const folders = workspace.entries.map(({ source }) => dirname(source));
  if (!folders.some((folder) => names.some((name) => existsSync(join(folder, name))))) return [];
  const [{ disagreements }, { localServices }] = await Promise.all([import('./consistency.js'), import('./plans.js')]);
  return disagreements(localServices(workspace), workspace.folder, { app, today, progress, inputs: true });
};
