import type { BuildListener, BuildResult } from '../builds/services.js';
import { type Output, type Style, shownSafely } from './terminal.js';

/** How builds are shown. */
export interface Showing {
  /** `lines` is for terminals: what runs stands below, and is rewritten; `log` writes a line when a build starts and ends */
  readonly as: 'lines' | 'log' | 'nothing';
  readonly style: Style;
  /** Calls an action a little later, once. */
  readonly later?: (action: () => void) => void;
}

/** A listener to builds that shows them until its end. */
export interface Shown extends BuildListener {
  /** Removes what was shown for the moment. */
  readonly end: () => void;
}

const everyMs = 100;
const mostLines = 12;

const soon = (action: () => void): void => {
  setTimeout(action, everyMs).unref();
};

const width = (character: string): number => ((character.codePointAt(0) ?? 0) < 0x1100 ? 1 : 2);

/** The beginning of a text that takes one line of so many columns at most; every wide character may take two. */
const cut = (text: string, columns: number): string => {
  let left = columns;
  let end = 0;
  for (const character of text) {
    left -= width(character);
    if (left < 0) break;
    end += character.length;
  }
  return text.slice(0, end);
};

const safe = (text: string): string => shownSafely(text.replace(/\s+/g, ' '));

const endLine = ({ name, state }: BuildResult, style: Style): string =>
  `${name}: ${style(state === 'built' ? 'green' : 'red', state)}`;

/** Shows builds as they go on: on a terminal with the present step of each, elsewhere by a line when one starts and ends. */
export const showBuilds = (output: Output, { as, style, later = soon }: Showing): Shown => {
  if (as === 'nothing') return { started: () => {}, step: () => {}, ended: () => {}, end: () => {} };
  if (as === 'log')
    return {
      started: (name, reference) => output.write(`${name}: building ${safe(reference)}\n`),
      step: () => {},
      ended: (result) => output.write(`${endLine(result, style)}\n`),
      end: () => {},
    };
  const steps = new Map<string, string>();
  let drawn = 0;
  let waiting = false;
  const draw = (above = ''): void => {
    const columns = (output.columns || 80) - 1;
    const all = [...steps].map(([name, step]) => cut(safe(`${name}: ${step}`), columns));
    const shown =
      all.length > mostLines ? [...all.slice(0, mostLines - 1), `and ${all.length - mostLines + 1} more`] : all;
    const back = drawn === 0 ? '' : `\u001b[${drawn}A`;
    output.write(`${back}\r\u001b[J${above}${shown.map((line) => `${line}\n`).join('')}`);
    drawn = shown.length;
  };
  return {
    started: (name, reference) => {
      steps.set(name, `building ${reference}`);
      draw();
    },
    step: (name, step) => {
      if (!steps.has(name)) return;
      steps.set(name, step);
      if (waiting) return;
      waiting = true;
      later(() => {
        waiting = false;
        if (steps.size > 0) draw();
      });
    },
    ended: (result) => {
      steps.delete(result.name);
      draw(`${endLine(result, style)}\n`);
    },
    end: () => {
      steps.clear();
      if (drawn > 0) draw();
    },
  };
};
