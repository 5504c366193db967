import type { Conflict } from '../files/said.js';
import type { ImageRule } from './rule.js';
import { told } from './said.js';
import type { ImageSubject } from './subject.js';

/** The variants that a platform without one means. */
const usual: Readonly<Record<string, string>> = { amd64: 'v1', arm64: 'v8', arm: 'v7' };

const canonical = (platform: string): string => {
  const [os = '', architecture = '', variant] = platform.split('/');
  return `${os}/${architecture}/${variant ?? usual[architecture] ?? ''}`;
};

const check = (subject: ImageSubject): readonly Conflict[] => {
  const { image, expected, platform } = subject;
  const found = [image.os, image.architecture, image.variant ?? ''].filter((part) => part !== '').join('/');
  if (expected.platforms.some((one) => canonical(one) === canonical(found))) return [];
  const allowed = expected.platforms.join(', ');
  return [
    {
      places: [
        { file: image.reference, path: 'platform', value: told(subject, found) },
        { file: platform, path: 'images.platforms', value: allowed },
      ],
      message: `the image runs on ${told(subject, found)}, images.platforms of the platform is ${allowed}`,
    },
  ];
};

/** What the image runs on. */
export const architecture: readonly ImageRule[] = [
  {
    id: 'image/architecture',
    reason: 'a node of another architecture cannot start the program, and the pod never runs',
    fix: 'build it with "slipway build --push", which builds for images.platforms, or add its platform there',
    check,
  },
];
