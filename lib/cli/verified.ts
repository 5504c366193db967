import type { FileFinding } from '../rules/files.js';
import { fileFindingsText } from './file-findings.js';
import type { Outcome } from './outcome.js';
import { shownSafely } from './terminal.js';
import { counted } from './words.js';

/** What `verify-image` found. */
export interface Verified {
  readonly images: readonly { readonly service: string; readonly reference: string }[];
  readonly findings: readonly FileFinding[];
}

/** What an image says of itself is of foreign origin. */
const safely = (finding: FileFinding): FileFinding => ({
  ...finding,
  message: shownSafely(finding.message),
  places: finding.places.map((place) => ({ ...place, path: shownSafely(place.path), value: shownSafely(place.value) })),
});

/** What `verify-image` has to tell: findings by service, and one line that counts. */
export const verified = ({ images, findings }: Verified): Outcome => ({
  code: findings.length === 0 ? 0 : 1,
  json: { images, findings },
  text: (style) =>
    [
      ...(findings.length === 0 ? [] : [fileFindingsText(findings.map(safely), style)]),
      `${counted(images.length, 'image')}: ${findings.length === 0 ? 'no findings' : counted(findings.length, 'finding')}`,
    ].join('\n'),
});
