import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isRelativePath, relativePathRule } from '../../disk/relative-path.js';
import { isSameFile } from '../../disk/sweep.js';
import { isGenerated } from '../marker.js';
import type { FolderPlan } from './types.js';

/** The files that plans write, by their places. */
export interface Claims {
  /** What is wrong with the paths by themselves: unsafe ones, one that stands twice, a file that is a folder too. */
  readonly problems: readonly string[];
  /** Says which paths below a folder are not written, though they may name the same file in upper or lower case. */
  readonly others: (folder: string, paths: readonly string[]) => readonly string[];
}

/** A path as errors show it, and as it really is. */
interface Claim {
  readonly shown: string;
  readonly real: string;
}

/** Gives each path below a folder its claim, and the key that it shares with all that some systems take for the same file. */
function claimsIn(folder: string): (path: string) => Claim & { readonly key: string } {
  const root = existsSync(folder) ? realpathSync(folder) : resolve(folder);
  return (path) => ({ shown: join(folder, path), real: join(root, path), key: join(root, path.toLowerCase()) });
}

/** The folders that a file of a plan is in, the innermost first. */
const above = (path: string): readonly string[] => {
  const outer = dirname(path);
  return outer === path ? [] : [outer, ...above(outer)];
};

/** Gathers the files of all plans. */
export function claimsOf(plans: readonly FolderPlan[]): Claims {
  const problems: string[] = [];
  const claims = new Map<string, Claim>();
  for (const { folder, files, local } of plans) {
    const claimOf = claimsIn(folder);
    for (const { path } of [...files, ...local]) {
      if (!isRelativePath(path)) {
        problems.push(`cannot write ${JSON.stringify(path)} in ${folder}: ${relativePathRule}`);
        continue;
      }
      const { key, ...claim } = claimOf(path);
      const other = claims.get(key);
      if (other === undefined) claims.set(key, claim);
      else {
        const same =
          other.shown === claim.shown
            ? 'another file has the same path'
            : `${other.shown} is the same file on some systems`;
        problems.push(`cannot write ${claim.shown}: ${same}; give one of them another name`);
      }
    }
  }
  for (const [key, { shown }] of claims) {
    const outer = above(key).find((folder) => claims.has(folder));
    if (outer !== undefined)
      problems.push(`cannot write ${shown}: ${claims.get(outer)?.shown} is a file; give one of them another name`);
  }
  return {
    problems,
    others(folder, paths) {
      const claimOf = claimsIn(folder);
      return [...new Set(paths)].filter(isRelativePath).filter((path) => {
        const { key, real } = claimOf(path);
        const claim = claims.get(key);
        return claim === undefined || (claim.real !== real && !isSameFile(claim.real, real));
      });
    },
  };
}

/** A text without our marker would be taken for a team's own the next time: that is a mistake of whoever made the plan. */
export function demandMarkers(plans: readonly FolderPlan[]): void {
  for (const { folder, files } of plans) {
    const bare = files.find(({ text }) => !isGenerated(text));
    if (bare)
      throw new Error(`the text of ${join(folder, bare.path)} does not begin with the marker of generated files`);
  }
}
