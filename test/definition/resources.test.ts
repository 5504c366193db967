import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareQuantity, type Quantity } from '../../lib/definition/quantity.js';
import { resourceDefaults } from '../../lib/definition/resources.js';
import { describeShorthands, parsed } from '../support/shorthands.js';

const using = (resources: object) => parsed({ resources }).resources;

describeShorthands([
  [{ resources: { cpu: '250m' } }, { resources: { cpu: { request: '250m', limit: '250m' } } }],
  [{ resources: { cpu: 0.25 } }, { resources: { cpu: '250m' } }],
  [{ resources: { memory: '1024Mi' } }, { resources: { memory: { request: '1Gi', limit: '1Gi' } } }],
  [{ resources: { storage: '2Gi' } }, { resources: { storage: { request: '2Gi', limit: '2Gi' } } }],
  [{}, { resources: resourceDefaults }],
  [{}, { resources: { cpu: {}, memory: {} } }],
]);

test('a lone limit below the default request takes the request down with it', () => {
  expect(using({ memory: { limit: '64Mi' } }).memory).toEqual({ request: '64Mi', limit: '64Mi' });
  expect(using({ memory: { limit: '2Gi' } }).memory).toEqual({ request: '128Mi', limit: '2Gi' });
});

test('a lone request above the default limit takes the limit up with it', () => {
  expect(using({ cpu: { request: 4 } }).cpu).toEqual({ request: '4', limit: '4' });
  expect(using({ cpu: { request: '50m' } }).cpu).toEqual({ request: '50m', limit: '1' });
});

test('no processor limit leaves the request as it is', () => {
  expect(using({ cpu: { limit: 'none' } }).cpu).toEqual({ request: '100m', limit: 'none' });
  expect(() => using({ memory: { limit: 'none' } })).toThrow();
});

test('whatever one of the two is, what is filled in fits it', () => {
  const megabytes = fc.integer({ min: 1, max: 100_000 }).map((count) => `${count}Mi`);
  fc.assert(
    fc.property(fc.constantFrom('request', 'limit'), megabytes, (field, size) => {
      const { request, limit } = using({ memory: { [field]: size } }).memory as { request: Quantity; limit: Quantity };
      expect(compareQuantity(request, limit)).toBeLessThanOrEqual(0);
    }),
  );
});
