import type { Conflict, Said } from '../files/said.js';
import { anew, type ImageRule } from './rule.js';
import { commandText, differ, inDefinition, inImage } from './said.js';
import type { ImageSubject } from './subject.js';

/** What an image adds to a program that the definition gives with all of its arguments. */
const added = ({ image, expected }: ImageSubject, cmd: Said): readonly Conflict[] =>
  !expected.complete || image.cmd.length === 0
    ? []
    : [
        {
          places: [cmd.place],
          message: `CMD is ${cmd.place.value}, must be missing: the program of the definition has all of its arguments`,
        },
      ];

const check = (subject: ImageSubject): readonly Conflict[] => {
  const { image, expected } = subject;
  const entrypoint = inImage(subject, { path: 'ENTRYPOINT', text: commandText(image.entrypoint) });
  const cmd = inImage(subject, { path: 'CMD', text: commandText(image.cmd) });
  if (expected.entrypoint.length > 0) {
    const wanted = inDefinition(subject, { path: 'build', text: commandText(expected.entrypoint) });
    return [...differ(entrypoint, { ...wanted, called: 'the program of the definition' }), ...added(subject, cmd)];
  }
  if (expected.started || image.entrypoint.length > 0 || image.cmd.length > 0) return [];
  return [
    {
      places: [entrypoint.place, cmd.place],
      message: 'ENTRYPOINT and CMD are missing, and neither the definition nor the manifests say what runs',
      fix: 'let the Dockerfile end with an ENTRYPOINT in exec form, or say workload.command in the definition',
    },
  ];
};

/** What the image runs, and where. */
export const entrypoint: readonly ImageRule[] = [
  {
    id: 'image/entrypoint',
    reason: 'manifests without a command run what the image says, so that another program there is another service',
    fix: `${anew}, let ENTRYPOINT be the program in exec form`,
    check,
  },
  {
    id: 'image/workdir',
    reason: 'relative paths of the program, such as those of its assets, begin in the working folder',
    fix: `${anew}, let WORKDIR be the folder of the program`,
    check: (subject) => {
      const { workdir } = subject.expected;
      if (workdir === undefined) return [];
      const wanted = inDefinition(subject, { path: 'build', text: workdir });
      return differ(inImage(subject, { path: 'WORKDIR', text: subject.image.workdir }), {
        ...wanted,
        called: 'the working folder of the definition',
      });
    },
  },
];
