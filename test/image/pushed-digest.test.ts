import { expect, test } from 'vitest';
import { pushedDigest } from '../../lib/image/pushed-digest.js';
import { digest } from '../support/image-requests.js';

test.each([digest, `registry.example.com/acme/orders@${digest}`, `registry.example.com:5000/orders:v1@${digest}`])(
  'the digest of %s is what stands behind the @',
  (called) => {
    expect(pushedDigest('orders', called)).toBe(digest);
  },
);

test.each([
  undefined,
  '',
  'registry.example.com/acme/orders:v1',
  'sha256:abc',
  `${digest}0`,
  `${digest}@`,
  `sha512:${'a'.repeat(128)}`,
  digest.toUpperCase(),
])('%s is no digest, and the service is named', (called) => {
  expect(() => pushedDigest('orders', called)).toThrow(
    /^orders: 1 problem\n {2}image: the builder did not say what digest/,
  );
});
