import { show } from '../values.js';
import type { Place } from './artefacts.js';
import { isKnown } from './expand.js';

/** Places that disagree, before the runner names the rule; `fix` is told in place of the rule's own. */
export interface Conflict {
  readonly places: readonly Place[];
  readonly message: string;
  readonly fix?: string;
}

/** What one place says about a fact, in a form that can be compared. */
export interface Said {
  /** how a sentence calls it: `EXPOSE`, `containerPort` */
  readonly called: string;
  readonly place: Place;
  /** equal for two places that mean the same, whatever their spelling */
  readonly same: string;
}

const longest = 200;

/** A text of a file without what moves a terminal's cursor. */
export const plain = (text: string): string => text.replace(/\p{Cc}/gu, '\u{fffd}');

/** A value as findings show it: on one line, and not too long. */
export const shown = (value: unknown): string => {
  const text = typeof value === 'string' && /^\P{Cc}+$/u.test(value) ? value : (show(value) ?? typeof value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
};

/** One conflict when two places say something different; none where either says nothing that can be known. */
export const agree = (left: Said | undefined, right: Said | undefined): readonly Conflict[] =>
  left === undefined || right === undefined || left.same === right.same || !isKnown(left.same + right.same)
    ? []
    : [
        {
          places: [left.place, right.place],
          message: `${left.called} is ${left.place.value}, ${right.called} is ${right.place.value}`,
        },
      ];

/** The members of a set as one comparable text, whatever their order. */
export const setOf = (members: Iterable<string>): string => [...new Set(members)].sort().join(' ');

/** A set as findings show it. */
export const shownSet = (members: Iterable<string>): string => {
  const text = setOf(members);
  return text === '' ? 'missing' : shown(text);
};
