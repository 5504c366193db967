import { join } from 'node:path';
import { type Folders, foldersIn } from '../../disk/folders.js';
import { isRelativePath } from '../../disk/relative-path.js';
import { fileReason, WriteError } from '../../disk/write-error.js';
import { command, type Finding, generatedFile, leftOver, localFile } from './look.js';
import { claimsOf, demandMarkers } from './plans.js';
import type { FolderPlan } from './types.js';

/** What is in the places of a plan's files, and of those that are left over. */
export interface Inspected {
  readonly folders: Folders;
  readonly findings: readonly Finding[];
  /** all paths below the folder where an earlier run may have left something */
  readonly paths: readonly string[];
}

const messageOf = (problems: readonly string[]): string =>
  problems.length === 1
    ? `${problems.join()}; nothing was changed`
    : `${command} found ${problems.length} problems and changed nothing:\n${problems.map((line) => `  ${line}`).join('\n')}`;

/**
 * Looks at all files of all plans and changes nothing; local files are looked at only to write them. A WriteError tells
 * all problems at once: paths that are not safe, and links, folders and anything unreadable in the place of a file.
 */
export function inspect(plans: readonly FolderPlan[], task: 'write' | 'check'): readonly Inspected[] {
  demandMarkers(plans);
  const claims = claimsOf(plans);
  const problems = [...claims.problems];
  const inspected = plans.map((plan): Inspected => {
    const folders = foldersIn(plan.folder, command);
    const at = (path: string, look: () => readonly Finding[]): readonly Finding[] => {
      if (!isRelativePath(path)) return [];
      try {
        return look();
      } catch (error) {
        problems.push(`cannot ${task} ${join(plan.folder, path)}: ${fileReason(error, command)}`);
        return [];
      }
    };
    const known = claims.others(plan.folder, plan.known);
    const findings = [
      ...plan.files.flatMap((file) => at(file.path, () => [generatedFile(folders, file)])),
      ...(task === 'write' ? plan.local : []).flatMap((file) => at(file.path, () => [localFile(folders, file)])),
      ...known.flatMap((path) => at(path, () => leftOver(folders, path))),
    ];
    const paths = [...[...plan.files, ...plan.local].map(({ path }) => path), ...known];
    return { folders, findings, paths };
  });
  if (problems.length > 0) throw new WriteError(messageOf(problems));
  return inspected;
}
