import { existsSync } from 'node:fs';
import { availableParallelism, homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { programsOf, StoppedError } from '../builds/programs.js';
import { buildServices } from '../builds/services.js';
import { withTemporaryFolder } from '../builds/temporary-folder.js';
import { Registry } from '../definition/image.js';
import { everywhere, registriesUnder } from '../images-lock/keys.js';
import { updateImagesLock } from '../images-lock/update.js';
import { type Checking, checked } from './build-checked.js';
import { notesOn } from './build-notes.js';
import { showBuilds } from './build-progress.js';
import { endedBySignals } from './build-signals.js';
import { builtServices, demandKnown } from './build-target.js';
import { type Built, built } from './built.js';
import { UsageError } from './failure.js';
import type { CommonOptions } from './options.js';
import type { Outcome } from './outcome.js';
import { localServices } from './plans.js';
import type { Progress } from './progress.js';
import { type Output, plainStyle, styleOf } from './terminal.js';
import { lockName, readWorkspace } from './workspace.js';

/** What `slipway build` takes. */
export interface BuildCommandOptions extends CommonOptions {
  readonly push?: boolean;
  readonly for?: string;
  readonly registry?: string;
  readonly release?: string;
  readonly commit?: string;
  readonly allowDirty?: boolean;
  readonly jobs?: number;
}

/** Where a build tells how far it is. */
export interface BuildOutput {
  readonly progress: Progress;
  readonly stderr: Output;
}

const mostJobs = 4;

/** Images that are built anew do not depend on those of the lock, which may not be there yet; one that is has to be well. */
const readToBuild = async (options: BuildCommandOptions) => {
  const { images, ...others } = options;
  const workspace = await readWorkspace(images !== undefined && existsSync(images) ? options : others);
  return { ...workspace, images: {} };
};

const demandRegistry = (registry: string): string => {
  const parsed = Registry.safeParse(registry);
  if (parsed.success) return registry;
  const reasons = parsed.error.issues.map(({ message }) => message).join('; ');
  throw new UsageError(`--registry ${JSON.stringify(registry)}: ${reasons}`);
};

/** How builds are shown: never on a terminal that nobody looks at, and not at all with --quiet. */
const shownAs = ({ quiet = false }: CommonOptions, stderr: Output): 'nothing' | 'lines' | 'log' =>
  quiet ? 'nothing' : stderr.isTTY === true ? 'lines' : 'log';

const nothing: Outcome = {
  code: 0,
  json: { services: [], notes: [] },
  text: () => 'no service has an image to build: all name finished ones',
};

/** Builds the images of the services of these names, all when there are none, and gives what is to be told. */
export const runBuild = async (
  names: readonly string[],
  options: BuildCommandOptions,
  { progress, stderr }: BuildOutput,
): Promise<Outcome> => {
  const { push = false, for: under = everywhere, registry, release, commit, allowDirty = false } = options;
  const named = registry === undefined ? undefined : [demandRegistry(registry)];
  progress.tell('reading definitions');
  const workspace = await readToBuild(options);
  demandKnown(under, workspace.platform);
  progress.tell('resolving definitions');
  const services = builtServices(localServices(workspace), names);
  if (services.length === 0) return nothing;
  const folder = resolve(workspace.folder);
  const checking: Checking = {
    services,
    plan: {
      ...{ workspace: folder, push, allowDirty, variables: process.env, home: homedir() },
      identity: { release, commit, epoch: process.env.SOURCE_DATE_EPOCH },
    },
    registries: named ?? registriesUnder(under, workspace.platform),
    platform: workspace.file ?? 'platform',
    under,
  };
  const lock = { file: options.images ?? join(workspace.folder, lockName), under };
  // It has to take entries before anything is pushed that only they would name.
  if (push) await updateImagesLock(lock.file, {});
  const jobs = options.jobs ?? Math.min(mostJobs, availableParallelism());
  const style = options.color ? styleOf(stderr) : plainStyle;
  const programs = programsOf();
  progress.tell('asking docker and git');
  const watched = await endedBySignals(programs, async (isEnding): Promise<Pick<Built, 'results' | 'notes'>> => {
    const ready = await unlessEnding(checked(checking, programs), isEnding);
    progress.end();
    if (ready === undefined) return { results: [], notes: ['it was ended before anything was built'] };
    const { engine, plans } = ready;
    const listener = showBuilds(stderr, { as: shownAs(options, stderr), style });
    const results = await withTemporaryFolder((temporary) =>
      buildServices(plans, { programs, engine, folder: temporary, push, workspace: folder, jobs, lock, listener }),
    ).finally(listener.end);
    return { results, notes: notesOn(results, services, push) };
  });
  const { value, code: signal } = watched;
  return built({ ...value, ...(push && { lock }), ...(signal !== undefined && { signal }) });
};

/** How long the signal that has ended git may still be on its way to this process, in milliseconds. */
const signalDelay = 250;

const unlessEnding = async <T>(work: Promise<T>, isEnding: () => boolean): Promise<T | undefined> => {
  try {
    return await work;
  } catch (error) {
    if (error instanceof StoppedError) return undefined;
    // A terminal sends its signal to git too, whose end is then no fault of ours, and may be seen first.
    await setTimeout(signalDelay);
    if (isEnding()) return undefined;
    throw error;
  }
};
