import { defineConfig } from 'vitest/config';

/** Tests that replace parts of Node need a module graph of their own; all others share one, which halves the time. */
const mocking = ['test/synth/write-tree.test.ts', 'test/files/write/failures.test.ts'];

/** Tests that start hundreds of programs, git above all; `npm test` leaves them to `npm run test:processes`. */
const processes = [
  'test/build-info.test.ts',
  'test/cli/build.test.ts',
  'test/image/program.test.ts',
  'test/images-lock/context-hash.test.ts',
  'test/images-lock/update.test.ts',
];

const shared = { setupFiles: ['test/support/seed.ts'], testTimeout: 120_000, hookTimeout: 120_000, isolate: false };

export default defineConfig({
  test: {
    maxWorkers: '100%',
    projects: [
      { test: { ...shared, name: 'mocking', include: mocking, isolate: true } },
      { test: { ...shared, name: 'processes', include: processes } },
      { test: { ...shared, name: 'shared', include: ['test/**/*.test.ts'], exclude: [...mocking, ...processes] } },
    ],
  },
});
