import { expect, test } from 'vitest';
import type { Fields } from '../../support/definitions.js';
import { minimal, problemsOf, resolved } from '../../support/definitions.js';

const problems = (more: Fields, bounds: object) => problemsOf(() => resolved(minimal(more), { bounds }));

test.each<readonly [string, Fields, string, object, Fields]>([
  ['pods', { scaling: 4 }, 'scaling', { replicas: 3 }, { scaling: 3 }],
  ['the most pods', { scaling: { min: 1, max: 4 } }, 'scaling.max', { replicas: 3 }, { scaling: { min: 1, max: 3 } }],
  [
    'the memory limit',
    { resources: { memory: { limit: '1025Mi' } } },
    'resources.memory.limit',
    { memory: '1Gi' },
    { resources: { memory: { limit: '1024Mi' } } },
  ],
  [
    'a processor without a limit',
    { resources: { cpu: { limit: 'none' } } },
    'resources.cpu.limit',
    { cpu: 2 },
    { resources: { cpu: { limit: 2 } } },
  ],
  [
    'storage',
    { resources: { storage: { limit: '3Gi' } } },
    'resources.storage.limit',
    { storage: '2Gi' },
    { resources: { storage: { limit: '2Gi' } } },
  ],
])('%s above the bound is refused with both values, and at the bound allowed', (_, more, path, bounds, passes) => {
  expect(problems(more, bounds)).toMatchObject([
    {
      path,
      check: 'within-bounds',
      message: expect.stringContaining('in test'),
      allowed: `at most ${Object.values(bounds)}`,
      fix: expect.any(String),
    },
  ]);
  expect(problems(passes, bounds)).toEqual([]);
});
