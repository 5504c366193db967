import { type Conflict, type Said, shown } from '../files/said.js';
import type { ImageSubject } from './subject.js';

/** A text that an image or a lock says, as findings show it: never what looks like a secret. */
export const told = ({ secrets }: Pick<ImageSubject, 'secrets'>, text: string): string =>
  text === '' ? 'missing' : secrets.value(text) || secrets.assigns(text) ? '(hidden)' : shown(text);

/** Something said, and how it is compared where that is another text. */
interface Saying {
  readonly path: string;
  readonly text: string;
  readonly same?: string;
}

/** What the image says under the name of an instruction. */
export const inImage = (subject: ImageSubject, { path, text, same = text }: Saying): Said => ({
  called: path,
  place: { file: subject.image.reference, path, value: told(subject, text) },
  same,
});

/** What the definition says under a field. */
export const inDefinition = (subject: ImageSubject, { path, text, same = text }: Saying): Said => ({
  called: `${path} of the definition`,
  place: { file: subject.definition, path, value: told(subject, text) },
  same,
});

/** A command as findings show it: empty is missing. */
export const commandText = (command: readonly string[]): string =>
  command.length === 0 ? '' : JSON.stringify(command);

/** One conflict when two say something different. */
export const differ = (left: Said, right: Said): readonly Conflict[] =>
  left.same === right.same
    ? []
    : [
        {
          places: [left.place, right.place],
          message: `${left.called} is ${left.place.value}, ${right.called} is ${right.place.value}`,
        },
      ];
