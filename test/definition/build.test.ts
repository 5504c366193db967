import { expect, test } from 'vitest';
import { seesCgroups } from '../../lib/definition/build.js';
import { describeShorthands, parsed } from '../support/shorthands.js';

const build = (short: unknown, long: unknown) => [{ build: short }, { build: long }] as const;

const common = { assets: [], packages: { build: [], runtime: [] }, steps: [], runtime: 'distroless' };

describeShorthands([
  build('go', {
    language: 'go',
    version: '1.26',
    main: './cmd/server',
    tags: [],
    private: [],
    config: 'internal/config/config_gen.go',
    ...common,
  }),
  build('node', {
    language: 'node',
    version: '24',
    main: 'dist/main.js',
    packageManager: 'npm',
    script: 'build',
    ...common,
  }),
  build('python', { language: 'python', version: '3.13', main: 'app', requirements: 'requirements.txt', ...common }),
  build('static', { language: 'static', root: 'public', fallback: false }),
  build('custom', { language: 'custom', dockerfile: 'Dockerfile', stages: [], entrypoint: [] }),
  build(
    { language: 'go', packages: ['protobuf-compiler'] },
    { language: 'go', packages: { build: ['protobuf-compiler'] } },
  ),
]);

test('Go sees the cgroup’s processors from 1.25', () => {
  const versions = ['1.9', '1.24', '1.24.9', '1.25', '1.25.0', '1.100', '2', '2.0'];
  expect(versions.filter(seesCgroups)).toEqual(['1.25', '1.25.0', '1.100', '2', '2.0']);
});

test.each(['/etc/passwd', '../other', 'a/../../b', '', 'a\nb', 'a/..'])('%j lies outside the folder', (main) => {
  expect(() => parsed({ image: undefined, build: { language: 'go', main } })).toThrow();
});

const stages = (...steps: readonly unknown[]) => ({
  image: undefined,
  build: { language: 'custom', stages: [{ name: 'build', from: 'rust:1.90', steps }], entrypoint: ['/app/orders'] },
});

describeShorthands([
  [stages('make'), stages({ kind: 'run', command: 'make', cache: [], secrets: {} })],
  [stages({ command: 'make' }), stages('make')],
]);

test.each(['make \\', 'make \\ ', 'a\nb', '', ' '])('%j is no command on one line', (command) => {
  expect(() => parsed(stages(command))).toThrow();
});
