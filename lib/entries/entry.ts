/** One definition of a workspace: what was loaded, and the file that errors speak of. */
export interface WorkspaceEntry {
  readonly source: string;
  readonly input: unknown;
}
