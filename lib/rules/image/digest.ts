import type { Conflict } from '../files/said.js';
import type { ImageRule } from './rule.js';
import type { ImageSubject } from './subject.js';

const digestOf = (repoDigest: string): string => repoDigest.slice(repoDigest.indexOf('@') + 1);

const check = ({ image, expected: { digest } }: ImageSubject): readonly Conflict[] => {
  if (digest === undefined) return [];
  const found = [...new Set(image.repoDigests.map(digestOf))].sort();
  if (found.includes(digest.value)) return [];
  const text = found.length === 0 ? 'missing' : found.join(', ');
  return [
    {
      places: [
        { file: image.reference, path: 'RepoDigests', value: text },
        { ...digest.place, value: digest.value },
      ],
      message: `the digest of the image is ${text}, it was asked for by ${digest.value}`,
    },
  ];
};

/** Which image it is. */
export const digest: readonly ImageRule[] = [
  {
    id: 'image/digest',
    reason: 'what was verified must be what the manifests run, to the byte',
    fix: 'pull the image anew with --pull, or build it with "slipway build --push"',
    check,
  },
];
