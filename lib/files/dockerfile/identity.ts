import type { Paragraph } from './instructions.js';

const oci = 'org.opencontainers.image';

/** Which version an image is of: build arguments, since only the builder knows, and the labels that tell them. */
export const identity: { readonly arguments: Paragraph; readonly labels: Paragraph } = {
  arguments: ['ARG VERSION=dev', 'ARG COMMIT=unknown', 'ARG BUILD_TIME=unknown'],
  labels: [
    [
      `LABEL ${oci}.version="\${VERSION}"`,
      `      ${oci}.revision="\${COMMIT}"`,
      `      ${oci}.created="\${BUILD_TIME}"`,
    ].join(' \\\n'),
  ],
};
