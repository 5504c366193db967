import { registryHost } from '../definition/image.js';

/** What is known of a build that failed. */
export interface BuildOutput {
  /** the last lines of what docker said */
  readonly lines: readonly string[];
  /** its exit code */
  readonly status: number;
  /** where the image was to go, such as `registry.example.com/acme/orders` */
  readonly repository: string;
}

/** The host of a registry in a repository's name, which is Docker Hub where the name has none. */
export const hostOf = (repository: string): string => registryHost(repository) ?? 'docker.io';

/** The step that docker shows once more at the end, as the one that failed: ` > [build 2/3] RUN false:`. */
const shownStep = (lines: readonly string[]): string | undefined =>
  lines.flatMap((line) => /^ > (.+?):?$/.exec(line)?.[1] ?? []).at(-1);

/** Whether it was the push that failed. */
export const isPush = ({ lines }: Pick<BuildOutput, 'lines'>): boolean =>
  lines.some((line) => /failed to push|^The push refers to/.test(line)) ||
  /^(?:pushing|exporting) /.test(shownStep(lines) ?? '');

/** The base image that could not be loaded. */
export const baseOf = (lines: readonly string[]): string | undefined =>
  /^\[[^\]]*\] load metadata for (\S+)$/.exec(shownStep(lines) ?? '')?.[1] ??
  /^\[[^\]]*\] FROM (\S+)$/.exec(shownStep(lines) ?? '')?.[1];

/** The step of the Dockerfile whose program failed, with its exit code. */
export const failedStep = (lines: readonly string[]): string | undefined => {
  const step = shownStep(lines);
  const code = lines.flatMap((line) => /exit code: (\d+)/.exec(line)?.[1] ?? []).at(-1);
  if (step === undefined || code === undefined) return undefined;
  const killed = code === '137' ? ': it was killed, perhaps for want of memory' : '';
  return `the step ${step.slice(0, 120)} failed with exit code ${code}${killed}`;
};
