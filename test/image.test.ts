import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Output } from '@pulumi/pulumi';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ServiceImageArgs } from '../lib/image.js';
import { demanding, digest, identity, kinds, requestOf } from './support/image-requests.js';

type Image = typeof import('../lib/image.js');
type Pulumi = typeof import('@pulumi/pulumi');

let image: Image;
let pulumi: Pulumi;
beforeAll(async () => {
  // Pulumi takes seconds to load: only here.
  pulumi = await import('@pulumi/pulumi');
  image = await import('../lib/image.js');
});

/** How Pulumi marks a secret on its way to a provider; the marks of what stands in a list or an object are moved up to it. */
const secretMark = '4dabf18193072939515e22adb298388d';
const secret = (value: unknown) => ({ [secretMark]: '1b47061264138c4ac30d75fd1eb44270', value });

const component = 'slipway:image:ServiceImage';
const docker = 'docker:index/image:Image';
const dockerBuild = 'docker-build:index:Image';

interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: unknown;
}

/** What was registered, in order, and what became of outputs: absent where nothing was known. */
interface Run<T> {
  readonly registered: readonly Registered[];
  readonly known: { readonly [K in keyof T]?: T[K] extends Output<infer V> ? V : never };
}

/** Runs a program against providers that answer with these outputs, to its end. */
const run = async <T extends Readonly<Record<string, Output<unknown>>>>(
  program: () => T,
  {
    answers = { repoDigest: `registry.example.com/acme/orders@${digest}`, digest },
    preview = false,
  }: { readonly answers?: object; readonly preview?: boolean } = {},
): Promise<Run<T>> => {
  const registered: Registered[] = [];
  const newResource = ({ type, name, inputs }: Registered) => {
    if (type !== 'pulumi:pulumi:Stack') registered.push({ type, name, inputs });
    return { id: `${name}-id`, state: { ...Object(inputs), ...answers } };
  };
  await pulumi.runtime.setMocks({ newResource, call: () => ({}) }, 'images', 'test', preview);
  const known: Record<string, unknown> = {};
  await pulumi.runtime.runInPulumiStack(async () => {
    const outputs = program();
    for (const [name, output] of Object.entries(outputs)) output.apply((value) => (known[name] = value));
    return { outputs };
  });
  await pulumi.runtime.disconnect();
  return { registered, known: known as Run<T>['known'] };
};

const built = (args: Partial<ServiceImageArgs> = {}) => {
  const made = new image.ServiceImage({ request: requestOf('go'), builder: 'docker', push: true, ...args });
  return { digest: made.digest, reference: made.reference };
};

const folder = mkdtempSync(join(tmpdir(), 'slipway-image-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('an image', () => {
  test.each(kinds)('of a service that is built as %s is built by @pulumi/docker', async (_, build, differs) => {
    const { registered, known } = await run(() => built({ request: requestOf(build) }));
    expect(registered).toEqual([
      { type: component, name: 'orders', inputs: {} },
      {
        type: docker,
        name: 'orders',
        inputs: {
          imageName: 'registry.example.com/acme/orders:v1.4.2',
          build: {
            context: 'work/orders',
            dockerfile: differs.dockerfile === undefined ? 'work/orders/Dockerfile' : differs.dockerfile,
            ...(differs.target !== undefined && { target: differs.target }),
            args: {
              BUILD_TIME: '2026-11-22T10:00:00Z',
              COMMIT: identity.commit,
              SOURCE_DATE_EPOCH: '1795341600',
              VERSION: 'v1.4.2',
            },
            platform: 'linux/amd64',
            builderVersion: 'BuilderBuildKit',
          },
          buildOnPreview: false,
          skipPush: false,
        },
      },
    ]);
    expect(known).toEqual({ digest, reference: `registry.example.com/acme/orders:v1.4.2@${digest}` });
  });

  test.each(kinds)('of a service that is built as %s is built by @pulumi/docker-build', async (_, build, differs) => {
    const { registered, known } = await run(() => built({ request: requestOf(build), builder: 'docker-build' }));
    expect(registered.map(({ type, name }) => [type, name])).toEqual([
      [component, 'orders'],
      [dockerBuild, 'orders'],
    ]);
    expect(registered[1]?.inputs).toEqual({
      tags: ['registry.example.com/acme/orders:v1.4.2'],
      context: { location: 'work/orders' },
      dockerfile: { location: differs.dockerfile === undefined ? 'work/orders/Dockerfile' : differs.dockerfile },
      ...(differs.target !== undefined && { target: differs.target }),
      platforms: ['linux/amd64'],
      buildArgs: {
        BUILD_TIME: '2026-11-22T10:00:00Z',
        COMMIT: identity.commit,
        SOURCE_DATE_EPOCH: '1795341600',
        VERSION: 'v1.4.2',
      },
      labels: requestOf(build).labels,
      exports: [{ raw: 'type=image,push=true,rewrite-timestamp=true' }],
      push: false,
      buildOnPreview: false,
      network: 'default',
    });
    expect(known).toEqual({ digest, reference: `registry.example.com/acme/orders:v1.4.2@${digest}` });
  });

  test('takes platforms, caches and secrets to @pulumi/docker-build', async () => {
    const { registered } = await run(() =>
      built({
        request: { ...demanding, sbom: false, provenance: 'none' },
        builder: 'docker-build',
        credentials: { username: 'robot', password: 'hunter2' },
        secrets: { netrc: 'machine example.com', npmrc: 'nobody asked for it' },
      }),
    );
    expect(registered[1]?.inputs).toMatchObject({
      platforms: ['linux/amd64', 'linux/arm64'],
      cacheFrom: [{ registry: { ref: 'registry.example.com/cache/orders:main' } }],
      cacheTo: [{ registry: { ref: 'registry.example.com/cache/orders:next', mode: 'max' } }],
      registries: secret([{ address: 'registry.example.com', username: 'robot', password: 'hunter2' }]),
      secrets: secret({ netrc: 'machine example.com' }),
    });
    const clear = JSON.stringify(registered, (_, value) => (value?.[secretMark] === undefined ? value : 'a secret'));
    expect(clear).not.toMatch(/hunter2|machine example|nobody asked/);
  });

  test.each([
    ['a plain text', () => 'hunter2'],
    ['a secret', () => pulumi.secret('hunter2')],
    ['an output', () => pulumi.output('hunter2')],
  ])('hides the password from @pulumi/docker when it is given as %s', async (_, password) => {
    const { registered } = await run(() =>
      built({ credentials: { address: 'auth.example.com', username: 'robot', password: password() } }),
    );
    expect(registered[1]?.inputs).toMatchObject({
      registry: secret({ server: 'auth.example.com', username: 'robot', password: 'hunter2' }),
    });
    expect(JSON.stringify(registered).split('hunter2')).toHaveLength(2);
  });

  test.each(['docker', 'docker-build'] as const)('that is not pushed by %s has no digest', async (builder) => {
    const answers = { repoDigest: digest, digest };
    const { known, registered } = await run(() => built({ builder, push: false }), { answers });
    expect(known).toEqual({ digest: undefined, reference: 'registry.example.com/acme/orders:v1.4.2' });
    expect(registered[1]?.inputs).toMatchObject(
      builder === 'docker' ? { skipPush: true } : { load: true, push: false },
    );
  });

  test('stays in the registry when the program forgets it', async () => {
    const { MockMonitor } = await import('@pulumi/pulumi/runtime/mocks.js');
    const register = vi.spyOn(MockMonitor.prototype, 'registerResource');
    await run(() => built({ builder: 'docker-build' }));
    const retained = register.mock.calls.map(([request]) => [request.getType(), request.getRetainondelete()]);
    register.mockRestore();
    expect(retained).toEqual([
      ['pulumi:pulumi:Stack', false],
      [component, false],
      [dockerBuild, true],
    ]);
  });

  test('is refused before anything is registered', async () => {
    let message = '';
    const { registered } = await run(() => {
      try {
        return built({ request: demanding });
      } catch (error) {
        message = error instanceof Error ? error.message : '';
        return {};
      }
    });
    expect(registered).toEqual([]);
    expect(message).toMatch(/^orders: 5 problems[\s\S]*images\.builder: docker-build/);
  });
});

describe('a preview', () => {
  test('knows no digest, and says so', async () => {
    const { known } = await run(built, { preview: true, answers: {} });
    expect(known).toEqual({});
  });

  test('takes an empty text for not known', async () => {
    const { known } = await run(() => built({ builder: 'docker-build' }), { preview: true, answers: { digest: '' } });
    expect(known).toEqual({ digest: undefined, reference: 'registry.example.com/acme/orders:v1.4.2' });
  });

  test.each([{}, { repoDigest: '' }, { repoDigest: `registry.example.com/acme/orders@${digest}` }])(
    'writes no lock when the provider answers %o',
    async (answers) => {
      const file = join(folder, 'preview.lock.json');
      await run(() => locked(file), { preview: true, answers });
      expect(existsSync(file)).toBe(false);
    },
  );
});

const source = { context: `sha256:${'c'.repeat(64)}`, dockerfile: `sha256:${'d'.repeat(64)}`, ownDockerfile: false };

const locked = (file: string, args: Partial<ServiceImageArgs> = {}) => {
  const made = new image.ServiceImage({ request: requestOf('go'), builder: 'docker', push: true, ...args });
  return { locked: image.lockImage(made, { file, under: 'stable', identity, source }) };
};

describe('the lock', () => {
  test('has the entry of a pushed image, when it is there', async () => {
    const file = join(folder, 'pushed.lock.json');
    const { known } = await run(() => locked(file));
    expect(known).toEqual({ locked: `registry.example.com/acme/orders:v1.4.2@${digest}` });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      orders: {
        stable: {
          repository: 'registry.example.com/acme/orders',
          tag: 'v1.4.2',
          digest,
          platforms: ['linux/amd64'],
          build: { ...identity, context: source.context, dockerfile: source.dockerfile },
        },
      },
    });
  });

  test('knows nothing of an image that was not pushed', async () => {
    const file = join(folder, 'not-pushed.lock.json');
    const { known } = await run(() => locked(file, { push: false }), { answers: { repoDigest: digest } });
    expect(known).toEqual({ locked: 'registry.example.com/acme/orders:v1.4.2' });
    expect(existsSync(file)).toBe(false);
  });
});
