import { describe, expect, test } from 'vitest';
import { digestInMetadata, digestInRepository } from '../../lib/builds/metadata.js';

const [one, two] = [`sha256:${'1'.repeat(64)}`, `sha256:${'2'.repeat(64)}`];

describe('the digest in a metadata file', () => {
  test('is that of the image', () => {
    const text = JSON.stringify({
      'buildx.build.ref': 'x',
      'containerimage.digest': one,
      'containerimage.config.digest': two,
    });
    expect(digestInMetadata(text)).toEqual({ digest: one });
  });

  test.each([
    [undefined, 'docker wrote no metadata file'],
    ['', 'the metadata file of docker is no JSON object'],
    ['{"containerimage.digest": "sha256:12', 'the metadata file of docker is no JSON object'],
    ['[]', 'the metadata file of docker is no JSON object'],
    ['null', 'the metadata file of docker is no JSON object'],
    ['{}', 'the metadata file of docker has no containerimage.digest'],
    ['{"containerimage.digest":""}', 'the metadata file of docker has no containerimage.digest'],
    ['{"containerimage.digest":"sha256:123"}', 'the metadata file of docker has no containerimage.digest'],
    [`{"containerimage.digest":["${one}"]}`, 'the metadata file of docker has no containerimage.digest'],
  ])('is not there in %j', (text, wrong) => {
    expect(digestInMetadata(text)).toEqual({ wrong });
  });
});

describe('the digest in a repository', () => {
  const repository = 'registry.example.com/acme/orders';

  test('is that of this very repository', () => {
    const all = [`registry.example.com/acme/orders-old@${two}`, `registry.example.com/acme/orders@${one}`];
    expect(digestInRepository(JSON.stringify(all), repository, [])).toEqual({ digest: one });
  });

  test('is told apart from earlier ones by what the push said', () => {
    const all = JSON.stringify([`${repository}@${one}`, `${repository}@${two}`]);
    expect(digestInRepository(all, repository, ['layer: Pushed', `v1: digest: ${two} size: 523`])).toEqual({
      digest: two,
    });
    expect(digestInRepository(all, repository, [])).toEqual({
      wrong: 'docker image inspect knows several digests of it in registry.example.com/acme/orders',
    });
  });

  test.each([
    ['docker.io/library/orders', 'orders'],
    ['docker.io/acme/orders', 'acme/orders'],
    ['orders', 'orders'],
  ])('of %s is found where docker calls it %s', (name, familiar) => {
    expect(digestInRepository(JSON.stringify([`${familiar}@${one}`]), name, [])).toEqual({ digest: one });
  });

  test.each(['', 'null', '{}', '[]', '[1]', '["registry.example.com/acme/orders"]', `["other@${one}"]`])(
    'is not there in %j',
    (text) => {
      expect(digestInRepository(text, repository, [])).toEqual({
        wrong: 'docker image inspect knows no digest of it in registry.example.com/acme/orders',
      });
    },
  );
});
