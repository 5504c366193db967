import pLimit from 'p-limit';
import type { BuildIdentity } from '../definition/build-identity.js';
import { formatImage } from '../definition/image.js';
import { imageSource } from '../files/image-source.js';
import { type BuiltSource, lockEntry } from '../images-lock/entry.js';
import { updateImagesLock } from '../images-lock/update.js';
import { loadable } from './docker-cli.js';
import { BuildError, type Building, type BuiltImage, buildImage } from './image.js';
import type { BuildPlan } from './plan.js';
import { StoppedError } from './programs.js';
import { inOrder, startOrder } from './schedule.js';
import { stepOf } from './steps.js';

/** What became of the image of one service. */
export interface BuildResult {
  readonly name: string;
  readonly state: 'built' | 'failed';
  /** repository and tag */
  readonly reference: string;
  /** what the registry knows it by; also of an image that was pushed before something else failed */
  readonly digest?: string;
  readonly platforms: readonly string[];
  readonly identity: BuildIdentity;
  /** true when files in its layers have the times of this build, so that building the commit again may give another digest */
  readonly timesKept?: true;
  /** why it failed */
  readonly message?: string;
  /** the last lines of a build that failed */
  readonly log: readonly string[];
}

/** Who is told how far the builds are. */
export interface BuildListener {
  readonly started: (name: string, reference: string) => void;
  readonly step: (name: string, step: string) => void;
  readonly ended: (result: BuildResult) => void;
}

/** How all services are built. */
export interface BuildOptions extends Building {
  /** the absolute path of the workspace's folder */
  readonly workspace: string;
  readonly jobs: number;
  /** the lock file, and what its entries stand under: an environment, a channel, or `*` */
  readonly lock: { readonly file: string; readonly under: string };
  readonly listener: BuildListener;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const isSame = (a: BuiltSource, b: BuiltSource): boolean => a.context === b.context && a.dockerfile === b.dockerfile;

/** Says why a lock entry would not be true of an image: somebody changed the source in the middle of the build. */
const demandUnchanged = async ({ service, source }: BuildPlan, workspace: string): Promise<void> => {
  const now = await imageSource(service, workspace).catch(() => undefined);
  if (now === undefined || !isSame(now, source))
    throw new Error('its source changed while it was built: build it again');
};

/**
 * Builds the images of services, those that call no other one first and at most `jobs` at a time. One that fails stops no
 * other. With `push` each is in the lock as soon as it is in the registry. Nothing is thrown: the results say what failed.
 */
export const buildServices = async (
  plans: readonly BuildPlan[],
  options: BuildOptions,
): Promise<readonly BuildResult[]> => {
  const { push, workspace, listener, lock } = options;
  // Processes wait for each other at the lock; the builds of this one need not.
  const inTurn = pLimit(1);
  const keep = async (plan: BuildPlan, digest: string): Promise<void> => {
    const { service, request, identity, source } = plan;
    await demandUnchanged(plan, workspace);
    const entry = lockEntry(request, { digest, identity, source });
    await inTurn(() => updateImagesLock(lock.file, { [service.name]: { [lock.under]: entry } }));
  };
  const one = async (plan: BuildPlan): Promise<BuildResult> => {
    const { service, identity } = plan;
    const { name } = service;
    const request = push ? plan.request : loadable(plan.request, options.engine.platform);
    const { repository, tag, platforms } = request;
    const reference = formatImage({ repository, tag });
    const about = { name, reference, platforms, identity };
    let image: BuiltImage = {};
    try {
      listener.started(name, reference);
      const onLine = (line: string): void => {
        const step = stepOf(line);
        if (step !== undefined) listener.step(name, step);
      };
      image = await buildImage(options, { request, secretFiles: plan.secretFiles, onLine });
      if (image.digest !== undefined) await keep(plan, image.digest);
      return { ...about, state: 'built', ...image, log: [] };
    } catch (error) {
      return { ...about, state: 'failed', ...failed(error, image), log: error instanceof BuildError ? error.log : [] };
    }
  };
  const told = async (plan: BuildPlan): Promise<BuildResult> => {
    const result = await one(plan);
    listener.ended(result);
    return result;
  };
  const ordered = startOrder(plans.map((plan) => ({ plan, name: plan.service.name, calls: plan.service.local.calls })));
  const results = await inOrder(ordered, options.jobs, ({ plan }) => told(plan));
  return results.toSorted((a, b) => (a.name < b.name ? -1 : 1));
};

/** Why a build failed; an image that is in the registry already is told with its digest, which would be lost otherwise. */
const failed = (error: unknown, { digest }: BuiltImage): Pick<BuildResult, 'message' | 'digest'> => {
  if (digest !== undefined) return { digest, message: `it was pushed, and is not in the lock: ${messageOf(error)}` };
  return { message: error instanceof StoppedError ? 'it was ended before it was done' : messageOf(error) };
};
