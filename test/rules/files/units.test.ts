import { describe, expect, test } from 'vitest';
import { composeBytes, cpus, portsIn, quantity, seconds, signal } from '../../../lib/rules/files/units.js';

test.each([
  ['30s', 30],
  ['1m30s', 90],
  ['500ms', 0.5],
  ['1.5h', 5400],
  ['0', 0],
  ['30', undefined],
  ['', undefined],
  [30, undefined],
])('the duration %s', (text, expected) => {
  expect(seconds(text)).toBe(expected);
});

test.each([
  ['256m', 256 * 1024 ** 2],
  ['256MB', 256 * 1024 ** 2],
  ['256MiB', 256 * 1024 ** 2],
  ['0.5g', 512 * 1024 ** 2],
  ['1024', 1024],
  ['1024b', 1024],
  [1024, 1024],
  ['much', undefined],
  [null, undefined],
])('the Compose size %s', (text, expected) => {
  expect(composeBytes(text)).toBe(expected);
});

test.each([
  ['256Mi', 256 * 1024 ** 2],
  ['1G', 1e9],
  ['500m', 0.5],
  ['1.5', 1.5],
  ['2e3', 2000],
  [1, 1],
  ['1Xi', undefined],
  [{}, undefined],
])('the quantity %s', (text, expected) => {
  expect(quantity(text)).toBe(expected);
});

test.each([
  ['0.5', 0.5],
  [2, 2],
  ['half', undefined],
  [true, undefined],
])('the processors %s', (value, expected) => {
  expect(cpus(value)).toBe(expected);
});

describe('signals', () => {
  test.each([
    ['15', 'SIGTERM'],
    ['term', 'SIGTERM'],
    ['SIGRTMIN+3', 'SIGRTMIN+3'],
  ])('%s is %s', (text, expected) => {
    expect(signal(text)).toBe(expected);
  });
});

test.each([
  ['8080', ['8080/tcp']],
  ['53/UDP', ['53/udp']],
  ['80-82/tcp', ['80/tcp', '81/tcp', '82/tcp']],
  ['82-80', ['82-80/tcp']],
  ['1-60000', ['1-60000/tcp']],
  ['web', ['web/tcp']],
])('the ports %s', (text, expected) => {
  expect(portsIn(text)).toEqual(expected);
});
