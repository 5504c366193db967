import { describe, expect, test } from 'vitest';
import { dockerfile } from '../../lib/files/dockerfile.js';
import { digestOf } from '../../lib/images-lock/digest.js';
import type { ImagesLock, LockEntry } from '../../lib/images-lock.js';
import { resolveLocal } from '../../lib/local.js';
import { platform } from '../../lib/platform.js';
import { resolveWorkspace, WorkspaceError } from '../../lib/workspace.js';
import { type Fields, minimal } from '../support/definitions.js';

const acme = platform({
  name: 'acme',
  registry: 'registry.example.com/acme',
  environments: {
    dev: { digests: 'optional' },
    staging: { digests: 'required', channel: 'stable' },
    production: { digests: 'required', channel: 'stable' },
  },
});

const go = { language: 'go', version: '1.26', main: './cmd/server' };
const built = (more: Fields = {}): Fields => {
  const { image: _, ...rest } = minimal({ build: go, ...more });
  return rest;
};
const entry = (input: Fields) => ({ source: `${input.name}/service.yaml`, input });

/** The hash of the Dockerfile that a definition gives now. */
const hashOf = (input: Fields): string => {
  const [service] = resolveLocal([entry(input)], { platform: acme, workspace: '.' });
  if (service === undefined) throw new Error('there is no service');
  return digestOf(dockerfile(service));
};

const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;
const locked = (hash: string, more: Partial<NonNullable<LockEntry['build']>> = {}): LockEntry => ({
  tag: 'v1',
  digest: digest('d'),
  build: {
    version: 'v1',
    commit: 'a'.repeat(40),
    dirty: false,
    time: '2026-03-02T04:30:00Z',
    context: digest('c'),
    dockerfile: hash,
    ...more,
  },
});

/** The check, the message and the fix of each problem of one source. */
const problems = (images: ImagesLock, ...inputs: readonly Fields[]): readonly (readonly unknown[])[] => {
  try {
    resolveWorkspace(inputs.map(entry), { platform: acme, images });
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    return error.errors.flatMap(({ source, problems: found }) =>
      found.map(({ check, message, value, fix }) => [source, check, message, value, fix]),
    );
  }
  return [];
};

const fresh = locked(hashOf(built()));
const stale = locked(digest('0'));

const told = (under: string, command: string, environments = ''): readonly unknown[] => [
  'orders/service.yaml',
  'image-stale',
  `${environments}the image under orders.${under} of images.lock.json was built from another Dockerfile than the definition gives now`,
  'v1',
  `run "slipway generate", commit it, run "${command}", and commit images.lock.json`,
];

describe('an image that was built from the Dockerfile which the definition gives', () => {
  test.each<readonly [string, ImagesLock]>([
    ['for all', { orders: { '*': fresh } }],
    ['for a channel', { orders: { '*': { tag: 'old' }, stable: fresh } }],
    ['for each', { orders: { dev: fresh, staging: fresh, production: fresh } }],
  ])('is taken %s', (_, images) => {
    expect(problems({ ...images, orders: { ...images.orders, dev: fresh } }, built())).toEqual([]);
  });

  test('is stale as soon as the definition gives another', () => {
    const changed = built({ network: { ports: { http: 9090 } } });
    expect(hashOf(changed)).not.toBe(hashOf(built()));
    expect(problems({ orders: { '*': fresh } }, changed)).toHaveLength(1);
  });

  test('is not stale for what the Dockerfile does not say', () => {
    expect(problems({ orders: { '*': fresh } }, built({ scaling: 7, resources: { memory: '1Gi' } }))).toEqual([]);
  });
});

describe('an image that was built from another Dockerfile is refused, with the command that mends it', () => {
  test('for all', () => {
    expect(problems({ orders: { '*': stale } }, built())).toEqual([
      told('*', 'slipway build --push orders', 'in staging, production: '),
    ]);
  });

  test('for a channel', () => {
    expect(problems({ orders: { '*': fresh, stable: stale } }, built())).toEqual([
      told('stable', 'slipway build --push --for stable orders', 'in staging, production: '),
    ]);
  });

  test('for an environment, whatever its channel has', () => {
    expect(problems({ orders: { '*': fresh, stable: fresh, production: stale } }, built())).toEqual([
      told('production', 'slipway build --push --for production orders', 'in production: '),
    ]);
    expect(problems({ orders: { '*': fresh, stable: stale, production: fresh } }, built())).toEqual([
      told('stable', 'slipway build --push --for stable orders', 'in staging: '),
    ]);
  });

  test('with one command for each entry, and all services at once', () => {
    const images: ImagesLock = {
      orders: { dev: stale, staging: stale, production: stale },
      billing: { '*': stale },
    };
    const found = problems(images, built(), built({ name: 'billing' }));
    expect(found.map(([source, , , , fix]) => [source, /"(slipway build .*?)"/.exec(String(fix))?.[1]])).toEqual([
      ['billing/service.yaml', 'slipway build --push billing'],
      ['orders/service.yaml', 'slipway build --push --for staging orders'],
      ['orders/service.yaml', 'slipway build --push --for production orders'],
    ]);
  });
});

describe('nothing is said of an image', () => {
  test('where no digest is demanded', () => {
    expect(problems({ orders: { '*': fresh, dev: stale } }, built())).toEqual([]);
  });

  test("of a team's own Dockerfile", () => {
    const own = built({ build: { language: 'custom', dockerfile: 'Dockerfile' } });
    expect(problems({ orders: { '*': locked(digest('0'), { ownDockerfile: true }) } }, own)).toEqual([]);
    expect(problems({ orders: { '*': locked(digest('0'), { ownDockerfile: true }) } }, built())).toEqual([]);
    expect(problems({ orders: { '*': stale } }, own)).toEqual([]);
  });

  test('that was named by hand', () => {
    expect(problems({ orders: { '*': { tag: 'v1', digest: digest('d') } } }, built())).toEqual([]);
  });

  test('that is finished, and is not built here', () => {
    const image = `registry.example.com/acme/orders:1.4.2@${digest('e')}`;
    expect(problems({ orders: { '*': stale } }, minimal({ image }))).toEqual([]);
  });
});

test('an image that is missing, or has no digest, is refused before its Dockerfile is looked at', () => {
  const missing = problems({}, built());
  expect(missing.map(([, check]) => check)).toContain('image-pinned');
  const { digest: _, ...untold } = stale;
  expect(problems({ orders: { '*': untold } }, built())).toEqual(
    ['staging', 'production'].map((environment) => [
      'orders/service.yaml',
      'digest-required',
      `in ${environment}: ${environment} takes images by digest only`,
      'v1',
      'run "slipway build --push orders", and commit images.lock.json',
    ]),
  );
});
