import { stat } from 'node:fs/promises';
import { readHead } from './build-info/head.js';
import { BuildIdentity } from './definition/build-identity.js';
import { quote } from './definition/path.js';
import { DefinitionError, type Problem, problemsOf } from './definition/problems.js';

/** What is said of a build instead of asking git. */
export interface IdentityOptions {
  /** the version, such as `v1.4.2` */
  readonly release?: string | undefined;
  /** the commit, in full */
  readonly commit?: string | undefined;
  /** the time in seconds since 1970, as SOURCE_DATE_EPOCH says it; an empty text says nothing */
  readonly epoch?: string | undefined;
}

/** What builds that stay on one machine are called outside of git; never what an image in a registry is. */
export const unknownIdentity: BuildIdentity = {
  version: 'dev',
  commit: 'unknown',
  dirty: true,
  time: '1970-01-01T00:00:00Z',
};

const timeOf = (seconds: string): string => new Date(Number(seconds) * 1000).toISOString().replace('.000Z', 'Z');

/** Where each part of an identity is said, and what to do where git's own word for it cannot be used. */
const parts: Readonly<Record<string, { readonly option: keyof IdentityOptions; readonly said: string }>> = {
  version: { option: 'release', said: 'release' },
  commit: { option: 'commit', said: 'commit' },
  time: { option: 'epoch', said: 'SOURCE_DATE_EPOCH' },
};

const named = (problems: readonly Problem[], options: IdentityOptions): readonly Problem[] =>
  problems.map((problem): Problem => {
    const { option, said } = parts[problem.path] ?? {};
    if (option === undefined || said === undefined) return problem;
    return options[option] === undefined
      ? { ...problem, fix: `git says so; say another ${said}` }
      : { ...problem, path: said };
  });

/** Seconds of five-digit years are a slip of the pen: milliseconds. */
const epochProblems = (epoch: string | undefined): readonly Problem[] =>
  epoch === undefined || /^(?:0|[1-9]\d{0,10})$/.test(epoch)
    ? []
    : [
        {
          path: 'SOURCE_DATE_EPOCH',
          message: 'expected the seconds since 1970, in at most 11 digits, such as 1795341600',
          value: quote(epoch),
          fix: 'say it as in SOURCE_DATE_EPOCH=$(git log -1 --format=%ct), or unset it',
        },
      ];

const demandSaid = (folder: string, options: IdentityOptions): void => {
  const input = { version: options.release, commit: options.commit };
  const { error } = BuildIdentity.partial().safeParse(input, { reportInput: true });
  const problems = error === undefined ? [] : named(problemsOf(error, input, BuildIdentity), options);
  const all = [...problems, ...epochProblems(options.epoch)];
  if (all.length > 0) throw new DefinitionError(folder, all);
};

const demandFolder = async (folder: string): Promise<void> => {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() !== true)
    throw new DefinitionError(folder, [
      { path: '', message: 'there is no such folder to build', fix: 'name the folder that is built' },
    ]);
};

/**
 * What git says of the commit that is checked out in a folder: its nearest tag, its digits, and when it was committed;
 * `dirty` is about that folder alone, its untracked files too. What is said goes before what git says. Undefined without
 * git, outside of a repository and where nothing is committed, unless all is said. Throws a DefinitionError for what is
 * said wrongly, for a tag that is no version, and where git refuses to tell.
 */
export const readBuildIdentity = async (
  folder: string,
  options: IdentityOptions = {},
): Promise<BuildIdentity | undefined> => {
  const said = { ...options, epoch: options.epoch === '' ? undefined : options.epoch };
  const { release, commit, epoch } = said;
  demandSaid(folder, said);
  await demandFolder(folder);
  const all = release !== undefined && commit !== undefined && epoch !== undefined;
  const head = await readHead(folder).catch((error: unknown) => {
    if (all) return undefined;
    throw error;
  });
  const seconds = epoch ?? head?.seconds;
  if ((head === undefined && !all) || seconds === undefined) return undefined;
  const dirty = head?.dirty === true;
  const identity = {
    version: release ?? `${head?.description}${dirty ? '-dirty' : ''}`,
    commit: commit ?? head?.commit,
    dirty,
    time: timeOf(seconds),
  };
  const parsed = BuildIdentity.safeParse(identity, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new DefinitionError(folder, named(problemsOf(parsed.error, identity, BuildIdentity), said));
};
