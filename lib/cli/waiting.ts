import type { WorkspaceApp } from './app.js';
import { isWorkspaceError } from './failure.js';

/** Facts that wait for the first image, which is built from the generated files. */
const waits: readonly (string | undefined)[] = ['image-pinned', 'digest-required', 'image-stale'];

/** The charts of a workspace, or a note on why they have to wait. */
export type Charts = { readonly app: WorkspaceApp } | { readonly note: string };

/** Makes the charts of a workspace; where nothing is wrong but that no image is there yet, that becomes a note. */
export const chartsOrNote = (make: () => WorkspaceApp): Charts => {
  try {
    return { app: make() };
  } catch (error) {
    const isWaiting =
      error instanceof Error &&
      isWorkspaceError(error) &&
      error.errors.every(({ problems }) => problems.every(({ check }) => waits.includes(check)));
    if (!isWaiting) throw error;
    return { note: `the files were not compared with the manifests:\n${error.message}` };
  }
};
