import { defineConfig } from 'vitest/config';

/** Tests that replace parts of Node need a module graph of their own; all others share one, which halves the time. */
const mocking = ['test/synth/write-tree.test.ts', 'test/files/write/failures.test.ts'];
const shared = { setupFiles: ['test/support/seed.ts'], testTimeout: 120_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    maxWorkers: '100%',
    projects: [
      { test: { ...shared, name: 'mocking', include: mocking } },
      { test: { ...shared, name: 'shared', include: ['test/**/*.test.ts'], exclude: mocking, isolate: false } },
    ],
  },
});
