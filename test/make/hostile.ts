import fc from 'fast-check';

/** Values that would do harm where quoting fails: each tries to make a file `pwned`. */
export const hostile: readonly string[] = [
  "v1'; touch pwned; #",
  'v1"; touch pwned; #',
  '$(shell touch pwned)',
  '$(touch pwned)',
  '$$(touch pwned)',
  `\${shell touch pwned}`,
  '`touch pwned`',
  '$(eval $(shell touch pwned))',
  '$(error pwned)',
  "' -extldflags 'touch pwned",
  'v1 -extld=pwned',
  'v1\ntouch pwned',
  'v1\n\ttouch pwned',
  'v1 && touch pwned &',
  'v1 | touch pwned',
  'a $$ b $ c $',
  '$',
  '$$',
  '\\',
  'v1\\',
  '#',
  '%',
  '*',
  '~',
  ' v1 ',
  '-v',
  '--help',
  'größer als 1',
  '日本語',
];

const pieces = [
  ...hostile,
  ...["'", '"', '$', '`', '(', ')', '{', '}', ';', '#', ' ', '\\', '\n', '\t', '%', '&', '|', '<', '>', '*', '?', '!'],
  ...['=', ':', '+', '-', '@', 'v1.2.3', 'é', '😀', '\u0001', '\u001b[31m'],
];

/** A value made of such pieces. */
export const hostileText = (): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));
