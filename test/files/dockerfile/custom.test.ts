import { expect, test } from 'vitest';
import { custom } from '../../../lib/files/dockerfile/custom.js';
import type { CustomStage, StageStep } from '../../../lib/local/types/image-build.js';

const stage = (name: string, from: string, ...steps: readonly StageStep[]): CustomStage => ({
  name,
  from,
  workdir: '/src',
  variables: {},
  steps,
});

const piped: StageStep = { kind: 'run', command: 'a | b', cache: [], secrets: [] };

test('the last stage is the final one', () => {
  const { before, base, program } = custom({
    language: 'custom',
    stages: [stage('build', 'rust:1.90'), stage('run', 'scratch')],
  });
  expect(before).toEqual([['FROM rust:1.90 AS build', 'WORKDIR /src']]);
  expect(base).toEqual(['FROM scratch AS run', 'WORKDIR /src']);
  expect(program).toEqual([]);
});

test('a stage that begins with an earlier one has the shell of the image below', () => {
  const { base } = custom({
    language: 'custom',
    stages: [stage('alpine', 'debian:13'), stage('tools', 'alpine:3.22'), stage('run', 'tools', piped)],
  });
  expect(base[1]).toBe('SHELL ["/bin/ash", "-o", "pipefail", "-c"]');
});

test('what goes into a folder keeps its name there, a folder too', () => {
  const copied = (paths: readonly string[], to: string, source?: string) =>
    custom({
      language: 'custom',
      stages: [stage('run', 'scratch', { kind: 'copy', paths, to, ...(source !== undefined && { from: source }) })],
    }).base.slice(2);
  expect(copied(['a', 'src/b/'], '/c')).toEqual(['COPY a /c/a', 'COPY src/b/ /c/b']);
  expect(copied(['src'], './')).toEqual(['COPY src ./src']);
  expect(copied(['./src'], '.')).toEqual(['COPY ./src ./src']);
  expect(copied(['/out/app'], '/', 'build')).toEqual(['COPY --from=build /out/app /app']);
  expect(copied(['.'], './')).toEqual(['COPY . ./']);
});

test('one source takes the name of its target', () => {
  const { base } = custom({
    language: 'custom',
    stages: [stage('run', 'scratch', { kind: 'copy', paths: ['a'], to: '/c' })],
  });
  expect(base.at(-1)).toBe('COPY a /c');
});

test('caches and secrets are mounted', () => {
  const { base } = custom({
    language: 'custom',
    stages: [
      stage('run', 'rust:1.90', {
        kind: 'run',
        command: 'cargo build',
        cache: ['/cargo'],
        secrets: [{ id: 'token', target: '/run/token' }],
      }),
    ],
  });
  expect(base.at(-1)).toBe(
    'RUN --mount=type=cache,target=/cargo \\\n    --mount=type=secret,id=token,target=/run/token \\\n    cargo build',
  );
});
