import { expect, test } from 'vitest';
import { checkImage } from '../../../lib/rules/image.js';
import { ledger } from './ledger.js';

test.each([
  ['linux/arm64', { architecture: 'arm64', variant: 'v8' }, true],
  ['linux/arm64/v8', { architecture: 'arm64' }, true],
  ['linux/arm/v7', { architecture: 'arm' }, true],
  ['linux/arm/v6', { architecture: 'arm' }, false],
  ['linux/arm/v6', { architecture: 'arm', variant: 'v6' }, true],
  ['linux/amd64/v3', { architecture: 'amd64' }, false],
  ['linux/amd64', { os: 'windows', architecture: 'amd64' }, false],
  ['linux/amd64', { os: '', architecture: '' }, false],
])('%s and %j are the same: %s', (platform, image, same) => {
  expect(checkImage(ledger({ image, expected: { platforms: [platform] } })).length === 0).toBe(same);
});
