import { Digest } from '../definition/image.js';
import { DefinitionError } from '../definition/problems.js';

/**
 * The digest in what a provider calls an image that it pushed: `repo@sha256:…` or `sha256:…`. Throws a DefinitionError of
 * the service for anything else, such as nothing.
 */
export const pushedDigest = (service: string, called: string | undefined): string => {
  const text = String(called);
  const digest = Digest.safeParse(text.slice(text.lastIndexOf('@') + 1));
  if (digest.success) return digest.data;
  throw new DefinitionError(service, [
    {
      path: 'image',
      message: 'the builder did not say what digest the registry gave the image',
      value: text,
      allowed: 'sha256: and 64 hexadecimal digits, with or without the repository before it',
      fix: 'look for the push in what the provider logged, and build it again',
    },
  ]);
};
