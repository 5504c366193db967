import { DefinitionError } from '../definition/problems.js';
import { type GitAnswer, git } from './git.js';

/** The commit that is checked out in a folder, as git knows it. */
export interface Head {
  readonly commit: string;
  /** when it was committed, in seconds since 1970 */
  readonly seconds: string;
  /** the nearest tag and how far it is away, else the first digits of the commit */
  readonly description: string;
  /** whether the folder differs from the commit; the rest of the repository is not asked */
  readonly dirty: boolean;
}

const byHand = 'or say the release, the commit and SOURCE_DATE_EPOCH yourself';

/** What git says instead of an answer: of files that another user owns with the command that mends it. */
const refusal = (folder: string, errors: string): DefinitionError => {
  if (!/dubious ownership|unsafe repository/.test(errors))
    return new DefinitionError(folder, [
      {
        path: '',
        message: `git cannot tell what is checked out here: ${errors.trim().split('\n')[0]}`,
        fix: `run "git status" there and mend what it says, ${byHand}`,
      },
    ]);
  const [, command = 'git config --global --add safe.directory <the repository>'] =
    /^\s*(git config --global --add safe\.directory .+)$/m.exec(errors) ?? [];
  return new DefinitionError(folder, [
    {
      path: '',
      message: 'git does not trust this repository, as it belongs to another user',
      fix: `run ${command}, ${byHand}`,
    },
  ]);
};

const answered = (folder: string, answer: GitAnswer): string => {
  if (answer.kind === 'answer' && answer.status === 0) return answer.output;
  throw refusal(folder, answer.kind === 'answer' ? answer.errors : 'git is gone');
};

/** The folder, less the lock that a build writes: where a service is the whole workspace, one build would else make the next one dirty. */
const own = ['--', '.', ':!images.lock.json*'];

/**
 * Asks git what is checked out in a folder; undefined without git, outside of a repository, and where nothing is committed.
 * Throws a DefinitionError with git's reason where it refuses to tell. The settings of whoever runs it change nothing.
 */
export const readHead = async (folder: string): Promise<Head | undefined> => {
  const head = await git(folder, 'rev-parse', '--verify', '--quiet', 'HEAD');
  if (head.kind === 'absent' || /not a git repository/.test(head.errors)) return undefined;
  // Quiet as it is told to be, it says nothing only where there is no commit yet.
  if (head.status !== 0 && head.errors.trim() === '') return undefined;
  const commit = answered(folder, head);
  const [seconds, description, changes] = await Promise.all([
    git(folder, 'log', '-1', '--format=%ct'),
    // As many digits in every clone: by itself git takes more where it has more objects.
    git(folder, 'describe', '--tags', '--always', '--abbrev=12'),
    git(folder, 'status', '--porcelain', '--untracked-files=normal', '--ignore-submodules=none', ...own),
  ]);
  return {
    commit,
    seconds: answered(folder, seconds),
    description: answered(folder, description),
    dirty: answered(folder, changes) !== '',
  };
};
