import { expect, test } from 'vitest';
import { seesCgroups } from '../../lib/definition/build.js';
import { describeShorthands, parsed } from '../support/shorthands.js';

const build = (short: unknown, long: unknown) => [{ build: short }, { build: long }] as const;

describeShorthands([
  build('go', { language: 'go', version: '1.26', main: './cmd/server', assets: [], runtime: 'distroless' }),
  build('node', { language: 'node', version: '24', main: 'dist/main.js' }),
  build('python', { language: 'python', version: '3.13', main: 'app' }),
  build('static', { language: 'static', root: 'public' }),
  build('custom', { language: 'custom', dockerfile: 'Dockerfile' }),
]);

test('Go sees the cgroup’s processors from 1.25', () => {
  const versions = ['1.9', '1.24', '1.24.9', '1.25', '1.25.0', '1.100', '2', '2.0'];
  expect(versions.filter(seesCgroups)).toEqual(['1.25', '1.25.0', '1.100', '2', '2.0']);
});

test.each(['/etc/passwd', '../other', 'a/../../b', '', 'a\nb', 'a/..'])('%j lies outside the folder', (main) => {
  expect(() => parsed({ image: undefined, build: { language: 'go', main } })).toThrow();
});

test.each(['.', './cmd', 'cmd/..server', '...', 'a b'])('%j lies inside the folder', (main) => {
  expect(() => parsed({ image: undefined, build: { language: 'go', main } })).not.toThrow();
});
