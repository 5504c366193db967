import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distinctNames } from '../../../lib/files/compose/distinct-names.js';

const wish = (short: string, version: string) => ({ short, long: `${short}-${version}` });

test('a name that nobody else wants stands as it is', () => {
  expect(distinctNames([wish('postgres', '15'), wish('redis', '7')], ['orders'])).toEqual(['postgres', 'redis']);
});

test('each of several that want one name gets its long one', () => {
  expect(distinctNames([wish('postgres', '15'), wish('postgres', '16')], [])).toEqual(['postgres-15', 'postgres-16']);
});

test('one whose name is a service is told from it', () => {
  expect(distinctNames([wish('redis', '7')], ['redis'])).toEqual(['redis-7']);
});

test('those whose long names are the same too are counted', () => {
  expect(distinctNames([wish('a', '1'), wish('a', '1'), wish('a', '1')], [])).toEqual(['a-1', 'a-1-2', 'a-1-3']);
});

test('no name is given twice, and none is taken', () => {
  const name = fc.constantFrom('a', 'a-1', 'a-1-2', 'b');
  const wishes = fc.array(fc.record({ short: name, long: name }), { maxLength: 6 });
  fc.assert(
    fc.property(wishes, fc.uniqueArray(name), (wanted, taken) => {
      const names = distinctNames(wanted, taken);
      expect(new Set([...names, ...taken]).size).toBe(wanted.length + taken.length);
    }),
  );
});
