import { describe, expect, test } from 'vitest';
import { docker } from '../../lib/image/docker.js';
import { dockerBuild } from '../../lib/image/docker-build.js';
import { refuse } from '../../lib/image/refuse.js';
import { problemsOf } from '../support/definitions.js';
import { demanding, requestOf } from '../support/image-requests.js';

const attestedElsewhere = { ...demanding, sbom: false, provenance: 'none' } as const;

describe('refuse', () => {
  test('lets through what the builder can do', () => {
    expect(() => refuse(requestOf('go'), { builder: docker, push: true, secrets: {} })).not.toThrow();
    expect(() => refuse(attestedElsewhere, { builder: dockerBuild, push: true, secrets: { netrc: '' } })).not.toThrow();
  });

  test('names the service and what to say', () => {
    expect(() => refuse(attestedElsewhere, { builder: docker, push: true, secrets: {} })).toThrow(
      [
        'orders: 3 problems',
        '  images.platforms: @pulumi/docker cannot build for several platforms',
        '    found: linux/amd64, linux/arm64',
        '    fix: say images.builder: docker-build in the platform',
        '  images.cacheTo: @pulumi/docker cannot leave a cache behind',
        '    found: registry.example.com/cache/orders:next',
        '    fix: say images.builder: docker-build in the platform',
        '  build: @pulumi/docker cannot mount build secrets',
        '    found: netrc',
        '    fix: say images.builder: docker-build in the platform',
      ].join('\n'),
    );
  });

  test('asks for the secrets that the build mounts, by their own ids only', () => {
    const problems = problemsOf(() =>
      refuse(attestedElsewhere, { builder: dockerBuild, push: true, secrets: { npmrc: 'another' } }),
    );
    expect(problems).toEqual([
      {
        path: 'build',
        message: 'the build secret netrc is not given',
        fix: 'give its content as secrets.netrc; slipway build reads it from the file in SECRET_NETRC',
      },
    ]);
  });

  test('pushes nothing without a registry', () => {
    const request = { ...requestOf('go'), repository: 'acme/orders' };
    expect(() => refuse(request, { builder: docker, push: false, secrets: {} })).not.toThrow();
    expect(problemsOf(() => refuse(request, { builder: docker, push: true, secrets: {} }))).toMatchObject([
      { path: 'image', value: 'acme/orders' },
    ]);
  });
});
