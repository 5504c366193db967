import type { GeneratedFile } from '../generated-file.js';

/** A file that only one's own machine has: its path below the folder, with `/`, its whole text, and whose it is. */
export interface LocalFileText {
  readonly path: string;
  readonly text: string;
  /** true for what is written only where nothing is: it is the developer's own from then on */
  readonly keep: boolean;
  /**
   * The mode of a new file, whatever the umask says; 0644 without it, as a container's user must be able to read what is
   * mounted. Other people of the machine cannot: folders that are made for local files are their owner's alone (0700).
   */
  readonly mode?: number;
  /** The text that this one was made from: when the file has another by now, an error keeps what was added meanwhile. */
  readonly from?: string;
}

/** What a folder should hold: files with a marker, local files, and none of the files with a marker that it once held. */
export interface FolderPlan {
  /** absolute, or from the working folder; may itself be reached through a link */
  readonly folder: string;
  /** each with our marker */
  readonly files: readonly GeneratedFile[];
  /** never committed */
  readonly local: readonly LocalFileText[];
  /** paths that may have been generated earlier: removed when they carry our marker and are no longer in `files` */
  readonly known: readonly string[];
}

/**
 * `owned` has no marker, an empty file too: it is the team's own and was left alone. `unchanged` is also a local file that
 * is kept. `written` and `removed` are what a write did; `stale`, `missing` and `left over` what it would have to do.
 */
export type FileState = 'written' | 'unchanged' | 'stale' | 'missing' | 'owned' | 'removed' | 'left over';

/** What was found, or done, about one file. */
export interface FileReport {
  /** as the plan names it */
  readonly folder: string;
  readonly path: string;
  readonly state: FileState;
  /** true for a local file; only writing reports one */
  readonly local?: true;
  /** the text before, where the file changes and was there */
  readonly before?: string;
  /** the text after, where the file changes and is there then */
  readonly after?: string;
}
