import { createHash } from 'node:crypto';

/** The hash of a text or of bytes as registries spell it: `sha256:` and 64 hexadecimal digits. */
export const digestOf = (content: string | Uint8Array): string =>
  `sha256:${createHash('sha256').update(content).digest('hex')}`;
