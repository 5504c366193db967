import type { Problem } from '../definition/problems.js';
import type { BuildRequest } from './request.js';

/** What a request wants to be attested: no provider of Pulumi has an option for it, as of @pulumi/docker-build 0.0.22. */
export const attestations = ({ sbom, provenance }: BuildRequest, provider: string): readonly Problem[] => [
  ...(sbom
    ? [
        {
          path: 'images.sbom',
          message: `${provider} cannot attest packages`,
          value: 'true',
          fix: 'build it with slipway build --push, or say images.sbom: false',
        },
      ]
    : []),
  ...(provenance === 'none'
    ? []
    : [
        {
          path: 'images.provenance',
          message: `${provider} cannot attest how an image was built`,
          value: provenance,
          fix: 'build it with slipway build --push, or say images.provenance: none',
        },
      ]),
];
