import { expect, test } from 'vitest';
import { image, sameImage, secrets } from '../../../lib/files/compose/build.js';
import { composeText } from '../../../lib/files/compose/document.js';
import type { Mapping } from '../../../lib/files/compose/value.js';
import { builtBy, finishedOrders, goImage, goOrders } from '../../support/local-orders.js';
import { read } from './interpolation.js';

const seen = (content: Mapping, env: Readonly<Record<string, string>> = {}) => read(composeText('x', [], content), env);

test('an image that is built has the version for a tag, and is never looked for in a registry', () => {
  expect(seen(image(goOrders))).toEqual({
    image: 'registry.example.com/acme/orders:dev',
    pull_policy: 'build',
    build: {
      context: 'apps/orders',
      dockerfile: 'Dockerfile',
      args: { VERSION: 'dev', COMMIT: 'unknown', BUILD_TIME: 'unknown' },
    },
  });
  expect(seen(image(goOrders), { VERSION: '1.2', COMMIT: 'abc', BUILD_TIME: '' })).toMatchObject({
    image: 'registry.example.com/acme/orders:1.2',
    build: { args: { VERSION: '1.2', COMMIT: 'abc', BUILD_TIME: 'unknown' } },
  });
});

test("a stage of a Dockerfile of one's own is built where the definition names one", () => {
  const service = { ...goOrders, imageBuild: { ...goImage, generated: false, target: 'server' } };
  expect(seen(image(service))).toMatchObject({ build: { target: 'server' } });
});

test('a finished image is taken as it is', () => {
  expect(image(finishedOrders)).toEqual({ image: 'registry.example.com/acme/orders:1.4.2' });
});

test('a further container takes the image that the service has built, and neither builds nor pulls it', () => {
  const env = { VERSION: '1.2' };
  expect(seen(sameImage(goOrders), env)).toEqual({
    image: seen(image(goOrders), env).image,
    pull_policy: 'never',
  });
  expect(sameImage(finishedOrders)).toEqual(image(finishedOrders));
});

test('a build secret comes from the file that the Makefile takes it from', () => {
  const service = builtBy({ ...goImage.recipe, secret: { id: 'netrc', target: '/root/.netrc' } });
  expect(image(service)).toMatchObject({ build: { secrets: ['netrc'] } });
  expect(seen(secrets([service, service]))).toEqual({ netrc: { file: '~/.netrc' } });
  expect(seen(secrets([service]), { SECRET_NETRC: '/x' })).toEqual({ netrc: { file: '/x' } });
  expect(secrets([goOrders, finishedOrders])).toEqual({});
});
