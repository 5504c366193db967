import type { ImageRule } from './rule.js';

const units = ['Ki', 'Mi', 'Gi', 'Ti'] as const;

/** A size as the platform writes it, rounded up to a tenth, so that what is over a limit never looks equal to it. */
export const sizeText = (bytes: number): string => {
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), units.length);
  const unit = units[power - 1];
  return unit === undefined ? `${bytes} bytes` : `${Math.ceil((bytes / 1024 ** power) * 10) / 10}${unit}`;
};

/** How much the image holds. */
export const size: readonly ImageRule[] = [
  {
    id: 'image/size',
    reason:
      'every node pulls the whole image before a pod starts, and what is in it beside the program can be attacked',
    fix: 'leave build tools and sources to earlier stages, choose a smaller runtime, or raise images.maxSize of the platform',
    check: ({ image: { reference, sizeBytes }, expected: { maxBytes }, platform }) => {
      if (sizeBytes <= maxBytes) return [];
      const [found, allowed] = [sizeText(sizeBytes), sizeText(maxBytes)];
      return [
        {
          places: [
            { file: reference, path: 'size', value: `${found} (${sizeBytes} bytes)` },
            { file: platform, path: 'images.maxSize', value: allowed },
          ],
          message: `the image holds ${found} unpacked, images.maxSize of the platform is ${allowed}`,
        },
      ];
    },
  },
];
