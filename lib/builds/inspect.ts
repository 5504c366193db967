import { execFile } from 'node:child_process';
import { DefinitionError } from '../definition/problems.js';
import type { InspectedImage } from '../rules/image.js';
import { imageOf } from './engine-answer.js';

const failed = (reference: string, message: string, fix: string): DefinitionError =>
  new DefinitionError(reference, [{ path: '', message, fix }]);

const hint = /^(?:See 'docker|Run 'docker)|^\s*$/;

/** The line of an engine's answer that tells most, without what moves a terminal's cursor. */
const lastLine = (stderr: string): string => {
  const line = stderr.split(/\r?\n/).findLast((one) => !hint.test(one));
  return (line ?? '')
    .trim()
    .replace(/\p{Cc}/gu, ' ')
    .slice(0, 300);
};

const noEngine = /cannot connect to the docker daemon|permission denied.*docker|error during connect/i;
const noImage = /no such image|no such object/i;

/** One call of docker about one image. */
interface Call {
  /** such as `image inspect` */
  readonly command: string;
  readonly options?: readonly string[];
  readonly reference: string;
}

/** What a failed call of docker means to people. */
const meaning = ({ command, reference }: Call, error: NodeJS.ErrnoException, stderr: string): DefinitionError => {
  if (error.code === 'ENOENT')
    return failed('docker', 'it is not installed, and images are asked of it', 'install the Docker CLI');
  const line = lastLine(stderr);
  if (noEngine.test(stderr)) {
    const fix = 'start it, or say with DOCKER_HOST or "docker context use" where it is';
    return failed('docker', `no engine answers: ${line}`, fix);
  }
  if (noImage.test(stderr))
    return failed(reference, 'is not on this machine', `run "docker pull ${reference}", or say --pull`);
  const message = `docker failed: ${line === '' ? error.message : line}`;
  return failed(reference, message, `run "docker ${command} ${reference}" to see more`);
};

/** Runs docker without a shell; what it is told after `--` is never taken for an option. */
const docker = (call: Call): Promise<string> =>
  new Promise((resolve, reject) => {
    const { command, options = [], reference } = call;
    const args = [...command.split(' '), ...options, '--', reference];
    execFile('docker', args, { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(meaning(call, error as NodeJS.ErrnoException, stderr));
    });
  });

/** The options by which `docker history` prints what `imageOf` reads. */
export const historyOptions = ['--no-trunc', '--human=false', '--format', '{{json .}}'];

/**
 * Asks the engine for an image: `docker image inspect` and `docker history`. Throws a DefinitionError when docker is not
 * installed, no engine answers, or the image is not there.
 */
export const inspectImage = async (reference: string): Promise<InspectedImage> => {
  const inspected = await docker({ command: 'image inspect', reference });
  const history = await docker({ command: 'history', options: historyOptions, reference });
  const image = read(reference, inspected, history);
  if (image !== undefined) return image;
  throw failed(
    reference,
    'is on this machine for other platforms only',
    `run "docker pull --platform <platform> ${reference}"`,
  );
};

const read = (reference: string, inspected: string, history: string): InspectedImage | undefined => {
  try {
    return imageOf(reference, inspected, history);
  } catch (cause) {
    const message = 'docker tells of it what cannot be read';
    throw new DefinitionError(reference, [{ path: '', message, fix: 'use Docker Engine 20.10 or later' }], { cause });
  }
};

/** Pulls an image, for one platform or the engine's own. Throws a DefinitionError with what docker says. */
export const pullImage = async (reference: string, platform?: string): Promise<void> => {
  const options = ['--quiet', ...(platform === undefined ? [] : ['--platform', platform])];
  await docker({ command: 'pull', options, reference });
};
