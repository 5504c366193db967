import { expect, test } from 'vitest';
import { dependencyPorts, isDependencyKind } from '../../lib/definition/dependencies.js';
import { describeShorthands, parsed } from '../support/shorthands.js';

describeShorthands([[{ dependencies: { postgres: '16' } }, { dependencies: { postgres: { version: '16' } } }]]);

test('every kind has its port, and names that objects have by nature are no kinds', () => {
  expect(Object.keys(dependencyPorts).every(isDependencyKind)).toBe(true);
  expect(['constructor', 'toString', 'mongo', ''].some(isDependencyKind)).toBe(false);
});

test('a version that is no tag of an image is refused', () => {
  for (const postgres of ['a\nb', '-1', 'ü', '1 2', '1:2'])
    expect(() => parsed({ dependencies: { postgres } })).toThrow();
  expect(() => parsed({ dependencies: { postgres: '16.4-alpine3.20', redis: { version: '7' } } })).not.toThrow();
});

test('an unknown kind or an empty version is refused', () => {
  expect(() => parsed({ dependencies: { db: { kind: 'oracle', version: '1' } } })).toThrow();
  expect(() => parsed({ dependencies: { postgres: '' } })).toThrow();
});
