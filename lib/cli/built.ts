import type { BuildResult } from '../builds/services.js';
import type { SignalCode } from './build-signals.js';
import type { Outcome } from './outcome.js';
import { type Style, shownSafely } from './terminal.js';
import { counted } from './words.js';

/** What `build` did. */
export interface Built {
  /** sorted by name */
  readonly results: readonly BuildResult[];
  /** what is to be known beside the results */
  readonly notes: readonly string[];
  /** the lock that pushed images stand in, and under what; absent where nothing was to be pushed */
  readonly lock?: { readonly file: string; readonly under: string };
  /** the exit code of the signal that ended the builds */
  readonly signal?: SignalCode;
}

/** What `build` has to tell: each image with its digest or why it failed, notes, and one line that counts. */
export const built = ({ results, notes, lock, signal }: Built): Outcome => {
  const failed = results.filter(({ state }) => state === 'failed').length;
  return {
    code: signal ?? (failed === 0 ? 0 : 1),
    json: { services: results.map(resultJson), notes },
    text: (style) =>
      [
        ...results.flatMap((result) => resultText(result, style)),
        ...notes.map((note) => style('yellow', note)),
        // Nothing was begun, and the notes say why.
        ...(results.length === 0 ? [] : [counts(results, lock)]),
      ].join('\n'),
  };
};

const resultJson = ({ name, state, ...more }: BuildResult): Readonly<Record<string, unknown>> => ({
  name,
  state,
  ...more,
});

const resultText = (
  { name, state, reference, digest, message = '', log }: BuildResult,
  style: Style,
): readonly string[] => {
  const image = `${reference}${digest === undefined ? '' : `@${digest}`}`;
  if (state === 'built') return [`${style('bold', name)}: ${style('green', image)}`];
  return [
    `${style('bold', name)}: ${style('red', `failed: ${shownSafely(message)}`)}`,
    ...(digest === undefined ? [] : [`    image: ${image}`]),
    ...log.map((line) => `    | ${shownSafely(line)}`),
  ];
};

const counts = (results: readonly BuildResult[], lock: Built['lock']): string => {
  const failed = results.filter(({ state }) => state === 'failed').length;
  const parts = [
    ...(failed < results.length ? [`${results.length - failed} built`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ];
  const locked = lock === undefined || failed === results.length ? '' : `; ${lock.file} says so under ${lock.under}`;
  return `${counted(results.length, 'service')}: ${parts.join(', ')}${locked}`;
};
