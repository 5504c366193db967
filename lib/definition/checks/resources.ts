import type { Definition } from '../index.js';
import { bytes, compareQuantity, formatQuantity } from '../quantity.js';
import { check } from './check.js';

const mebibytes = (value: bigint): string => formatQuantity(value * 1_000_000_000n, 'BinarySI');

const requestWithinLimit = check('request-within-limit', ['resources'], ({ resources }) =>
  (['cpu', 'memory', 'storage'] as const).flatMap((name) => {
    const { request, limit } = resources[name];
    if (limit === 'none' || compareQuantity(request, limit) <= 0) return [];
    return [
      {
        path: `resources.${name}.request`,
        message: `request ${request} is above limit ${limit}`,
        value: request,
        allowed: `at most ${limit}`,
        fix: `lower resources.${name}.request or raise resources.${name}.limit`,
      },
    ];
  }),
);

const sum = (definition: Definition, medium: 'disk' | 'memory'): bigint =>
  definition.security.writable
    .filter((folder) => folder.medium === medium)
    .reduce((total, folder) => total + bytes(folder.size), 0n);

const memoryVolumesFit = check('memory-volumes-fit', ['resources', 'security'], (definition) => {
  const inMemory = sum(definition, 'memory');
  const limit = bytes(definition.resources.memory.limit);
  if (inMemory * 2n <= limit) return [];
  return [
    {
      path: 'security.writable',
      message: `folders in memory may hold ${mebibytes(inMemory)}, more than half of the memory limit ${definition.resources.memory.limit} that they count against`,
      value: mebibytes(inMemory),
      allowed: `at most ${mebibytes(limit / 2n)}`,
      fix: 'keep them on disk, make them smaller, or raise resources.memory.limit',
    },
  ];
});

const writableFitsStorage = check('writable-fits-storage', ['resources', 'security'], (definition) => {
  const onDisk = sum(definition, 'disk');
  const { limit } = definition.resources.storage;
  if (onDisk <= bytes(limit)) return [];
  return [
    {
      path: 'security.writable',
      message: `writable folders may hold ${mebibytes(onDisk)}, more than the ephemeral storage limit ${limit}, and the pod would be evicted`,
      value: mebibytes(onDisk),
      allowed: `at most ${limit} together`,
      fix: 'make them smaller, or raise resources.storage.limit',
    },
  ];
});

const goMemoryFits = check('go-memory-target-fits', ['resources', 'security', 'build'], (definition) => {
  if (definition.build?.language !== 'go') return [];
  const limit = bytes(definition.resources.memory.limit);
  const left = limit - sum(definition, 'memory');
  if ((left * 9n) / 10n >= 16n * 1024n * 1024n) return [];
  return [
    {
      path: 'resources.memory.limit',
      message: `the memory limit ${definition.resources.memory.limit} leaves the Go runtime ${mebibytes(left < 0n ? 0n : left)}, too little to collect garbage in`,
      value: definition.resources.memory.limit,
      allowed: 'at least 18Mi beside folders in memory',
      fix: 'raise resources.memory.limit, or keep folders on disk',
    },
  ];
});

/** Checks of requests, limits and what counts against them. */
export const resourceChecks = [requestWithinLimit, memoryVolumesFit, writableFitsStorage, goMemoryFits];
