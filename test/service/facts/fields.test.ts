import { expect, test } from 'vitest';
import { minimal, problemsOf, resolved } from '../../support/definitions.js';

const on = (kubernetes: '1.28' | '1.29', path: string) =>
  problemsOf(() =>
    resolved(minimal({ shutdown: { env: true }, config: { variables: { NODE: { kind: 'field', path } } } }), {
      kubernetes,
    }),
  );

test('a field that the cluster does not offer yet is refused (field-known)', () => {
  expect(on('1.28', 'status.hostIPs')).toMatchObject([
    {
      path: 'config.variables.NODE.path',
      check: 'field-known',
      message: 'test has Kubernetes 1.28, which has no status.hostIPs yet',
      fix: 'use status.hostIP',
    },
  ]);
  expect(on('1.29', 'status.hostIPs')).toEqual([]);
  expect(on('1.28', 'status.hostIP')).toEqual([]);
});
