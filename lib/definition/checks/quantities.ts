import { bytes, nanos } from '../quantity.js';
import { check } from './check.js';

const resourcesAboveZero = check('resources-above-zero', ['resources', 'security'], ({ resources, security }) =>
  [
    ...(['cpu', 'memory', 'storage'] as const).flatMap((name) => [
      { path: `resources.${name}.request`, value: resources[name].request },
      { path: `resources.${name}.limit`, value: resources[name].limit },
    ]),
    ...security.writable.map(({ size }, at) => ({ path: `security.writable[${at}].size`, value: size })),
  ].flatMap(({ path, value }) =>
    value === '0' ? [{ path, value, message: '0 leaves it nothing to use', fix: 'give a quantity above 0' }] : [],
  ),
);

/** The finest step of each resource, in billionths. */
const step = { cpu: 1_000_000n, memory: 1_000_000_000n, storage: 1_000_000_000n };

const resourceWhole = check('resource-whole', ['resources', 'security'], ({ resources, security }) => {
  const quantities = [
    ...(['cpu', 'memory', 'storage'] as const).flatMap((name) =>
      (['request', 'limit'] as const).map((field) => ({
        path: `resources.${name}.${field}`,
        value: resources[name][field],
        name,
      })),
    ),
    ...security.writable.map(({ size }, at) => ({
      path: `security.writable[${at}].size`,
      value: size,
      name: 'memory' as const,
    })),
  ];
  return quantities.flatMap(({ path, value, name }) =>
    value === 'none' || nanos(value) % step[name] === 0n
      ? []
      : [
          {
            path,
            message: name === 'cpu' ? `${value} is finer than 1m` : `${value} is no whole number of bytes`,
            value,
            allowed: name === 'cpu' ? 'multiples of 1m, such as 250m' : 'whole bytes, such as 512Mi',
            fix: name === 'cpu' ? 'round it to thousandths of a core' : 'm means thousandths; write Mi for mebibytes',
          },
        ],
  );
});

/** Container runtimes refuse to start a container with less. */
const leastMemory = 6n * 1024n * 1024n;

const memoryEnough = check('memory-limit-enough', ['resources'], ({ resources: { memory } }) =>
  nanos(memory.limit) % step.memory === 0n && memory.limit !== '0' && bytes(memory.limit) < leastMemory
    ? [
        {
          path: 'resources.memory.limit',
          message: `no container starts within ${memory.limit} of memory`,
          value: memory.limit,
          allowed: 'at least 6Mi',
          fix: 'raise resources.memory.limit; is the unit right, such as Mi?',
        },
      ]
    : [],
);

/** Checks of quantities by themselves. */
export const quantityChecks = [resourcesAboveZero, resourceWhole, memoryEnough];
