import { expect, test } from 'vitest';
import { dependencyPorts, isDependencyKind } from '../../lib/definition/dependencies.js';
import { describeShorthands, parsed } from '../support/shorthands.js';

describeShorthands([[{ dependencies: { postgres: '16' } }, { dependencies: { postgres: { version: '16' } } }]]);

test('every kind has its port, and names that objects have by nature are no kinds', () => {
  expect(Object.keys(dependencyPorts).every(isDependencyKind)).toBe(true);
  expect(['constructor', 'toString', 'mongo', ''].some(isDependencyKind)).toBe(false);
});

test('an unknown kind or an empty version is refused', () => {
  expect(() => parsed({ dependencies: { db: { kind: 'oracle', version: '1' } } })).toThrow();
  expect(() => parsed({ dependencies: { postgres: '' } })).toThrow();
});
