import type { Conflict } from '../files/said.js';
import { anew, type ImageRule } from './rule.js';
import { differ, inDefinition, inImage } from './said.js';
import type { ImageSubject } from './subject.js';

const isNumberOfOther = (user: string): boolean => /^\d+(:\d+)?$/.test(user) && !/^0+(:|$)/.test(user);

const check = (subject: ImageSubject): readonly Conflict[] => {
  const { user } = subject.image;
  const { expected } = subject;
  const said = inImage(subject, { path: 'USER', text: user });
  if (expected.user !== undefined)
    return differ(said, inDefinition(subject, { path: 'security.user', text: expected.user }));
  if (isNumberOfOther(user)) return [];
  const message = `USER is ${said.place.value}, must be the number of a user other than root`;
  return [{ places: [said.place], message }];
};

/** Who the image runs as. */
export const user: readonly ImageRule[] = [
  {
    id: 'image/user',
    reason: 'a cluster refuses an image whose user is a name or root, and another user may not write what this one may',
    fix: `${anew}, let USER be the numbers of security.user and security.group`,
    check,
  },
];
