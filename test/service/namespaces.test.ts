import { expect, test } from 'vitest';
import { platformEnvironment } from '../../lib/service/namespaces.js';
import { cluster } from '../support/definitions.js';

const environment = (namespaces: object) => {
  const { test: facts } = cluster({ namespaces }).environments;
  if (facts === undefined) throw new Error('there is one environment');
  return platformEnvironment('test', facts, [{ namespace: 'shop' }, { namespace: 'cart' }, { namespace: 'shop' }]);
};

test('namespaces are made only where the platform owns them', () => {
  expect(environment({})).toEqual({ name: 'test', namespaces: [] });
});

test('each namespace is made once, with its Pod Security profile, and they come sorted', () => {
  const { namespaces } = environment({ owned: true, podSecurity: 'baseline' });
  expect(namespaces.map(({ name }) => name)).toEqual(['cart', 'shop']);
  expect(namespaces[0]).toEqual({
    name: 'cart',
    labels: {
      'app.kubernetes.io/managed-by': 'slipway',
      'pod-security.kubernetes.io/enforce': 'baseline',
      'pod-security.kubernetes.io/audit': 'baseline',
      'pod-security.kubernetes.io/warn': 'baseline',
    },
    defaultDeny: true,
    quota: [],
  });
});

test('a quota is the same in any order of its keys', () => {
  const quota = (entries: object) => environment({ owned: true, quota: entries }).namespaces[0]?.quota;
  expect(quota({ pods: 5, 'limits.cpu': '1000m' })).toEqual([
    ['limits.cpu', '1'],
    ['pods', '5'],
  ]);
  expect(quota({ 'limits.cpu': '1000m', pods: 5 })).toEqual(quota({ pods: 5, 'limits.cpu': '1000m' }));
});
