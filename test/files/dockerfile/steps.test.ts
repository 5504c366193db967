import { expect, test } from 'vitest';
import { ownCommand, steps, strictShell } from '../../../lib/files/dockerfile/steps.js';

test.each([
  ['debian:13', 'a | b', ['SHELL ["/bin/bash", "-o", "pipefail", "-c"]']],
  ['mirror.example.com/hub/node:24-alpine', 'a | b', ['SHELL ["/bin/ash", "-o", "pipefail", "-c"]']],
  ['debian:13', 'a || b', []],
  ['debian:13', 'a && b', []],
])('the shell of %s for %j', (image, command, lines) => {
  expect(strictShell(image, [command])).toEqual(lines);
});

test.each([
  ['make', 'RUN make'],
  ['[ "a" ]', 'RUN true; [ "a" ]'],
  ['--mount=type=bind x', 'RUN true; --mount=type=bind x'],
  [' # nothing', 'RUN true; # nothing'],
])('the command %j is written as %j', (command, line) => {
  expect(ownCommand(command, [], false)).toEqual([line]);
});

test('a step after a step has a layer of its own, and says why', () => {
  expect(steps({ builder: 'debian:13', steps: ['one', 'two'] }, ['--mount=type=cache,target=/c'])).toEqual([
    'RUN --mount=type=cache,target=/c \\\n    one',
    '# Each step has a layer of its own.',
    '# hadolint ignore=DL3059',
    'RUN --mount=type=cache,target=/c \\\n    two',
  ]);
});
