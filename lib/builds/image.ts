import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildRequest } from '../image/request.js';
import { buildxArguments, classicArguments, type SecretFiles } from './docker-cli.js';
import { type Engine, rewritesTimes } from './engine.js';
import { explained } from './explain.js';
import { digestInMetadata, digestInRepository, type Told } from './metadata.js';
import type { Ended, Programs } from './programs.js';

/** A build that came to nothing: why, and the last lines of its output. */
export class BuildError extends Error {
  override readonly name = 'BuildError';

  constructor(
    message: string,
    /** the last lines, at most 20 */
    readonly log: readonly string[],
  ) {
    super(message);
  }
}

/** What builds one image after the other. */
export interface Building {
  readonly programs: Programs;
  readonly engine: Engine;
  /** a folder for what docker writes, one of this run alone */
  readonly folder: string;
  readonly push: boolean;
}

/** One image that is to be built. */
export interface Wanted {
  readonly request: BuildRequest;
  readonly secretFiles: SecretFiles;
  readonly onLine: (line: string) => void;
}

const toldLines = 20;

const failure = (message: string, lines: readonly string[]): BuildError =>
  new BuildError(message, lines.slice(-toldLines));

const textOf = (file: string): Promise<string | undefined> => readFile(file, 'utf8').catch(() => undefined);

const digestOr = (told: Told, { lines }: Ended): string => {
  if ('digest' in told) return told.digest;
  throw failure(`it was pushed, and its digest is not known: ${told.wrong}`, lines);
};

/** Some builders that also unpack the image, as engines with containerd do, refuse to rewrite times. */
const refusesRewrite = ({ status, lines }: Ended): boolean =>
  status !== 0 && lines.some((line) => /^ERROR: .*rewrite-timestamp/.test(line));

/** What became of an image: nothing more to tell of one that was not pushed. */
export interface BuiltImage {
  /** what the registry knows it by */
  readonly digest?: string;
  /** true when files in its layers have the times of this build, so that building the commit again may give another digest */
  readonly timesKept?: true;
}

type Run = (args: readonly string[]) => Promise<Ended>;

/**
 * Builds one image, and pushes it where that is asked for. Throws a BuildError when docker fails or tells no digest, and a
 * StoppedError when programs are being ended.
 */
export const buildImage = async (building: Building, wanted: Wanted): Promise<BuiltImage> => {
  const { engine, programs } = building;
  // The engine's own BuildKit, where there is no buildx; and no advertising among the last lines.
  const env = { DOCKER_BUILDKIT: '1', DOCKER_CLI_HINTS: 'false' };
  const run: Run = (args) => programs.run('docker', args, { env, onLine: wanted.onLine });
  return engine.buildx ? byBuildx(building, wanted, run) : byEngine(building, wanted, run);
};

const demandDone = (ended: Ended, { repository }: BuildRequest): Ended => {
  if (ended.status === 0) return ended;
  throw failure(explained({ ...ended, repository }), ended.lines);
};

const byBuildx = async (
  { engine, folder, push }: Building,
  { request, secretFiles }: Wanted,
  run: Run,
): Promise<BuiltImage> => {
  const metadataFile = join(folder, `${request.service}.json`);
  const options = { push, metadataFile, secretFiles };
  const first = await run(buildxArguments(request, options));
  const refused = push && refusesRewrite(first);
  const last = refused ? await run(buildxArguments(request, { ...options, rewrite: false })) : first;
  const done = demandDone(last, request);
  if (!push) return {};
  const digest = digestOr(digestInMetadata(await textOf(metadataFile)), done);
  return { digest, ...((refused || !rewritesTimes(engine)) && { timesKept: true }) };
};

const byEngine = async (
  { folder, push }: Building,
  { request, secretFiles }: Wanted,
  run: Run,
): Promise<BuiltImage> => {
  const idFile = join(folder, `${request.service}.id`);
  const built = demandDone(await run(classicArguments(request, { idFile, secretFiles })), request);
  if (!push) return {};
  const id = (await textOf(idFile))?.trim();
  if (id === undefined || id === '') throw failure('docker tells no id of what it built', built.lines);
  const pushed = demandDone(await run(['push', `${request.repository}:${request.tag}`]), request);
  const inspected = demandDone(await run(['image', 'inspect', '--format', '{{json .RepoDigests}}', id]), request);
  const told = digestInRepository(inspected.stdout, request.repository, pushed.lines);
  return { digest: digestOr(told, pushed), timesKept: true };
};
