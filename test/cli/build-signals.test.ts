import { expect, test } from 'vitest';
import { endedBySignals, signalOf } from '../../lib/cli/build-signals.js';

const listening = (): number => process.listenerCount('SIGHUP');

test('the first signal asks, the second one does not, and the third one is the system’s', async () => {
  const before = listening();
  const ends: string[] = [];
  const watched = await endedBySignals({ end: (signal) => ends.push(signal) }, async () => {
    expect(listening()).toBe(before + 1);
    process.emit('SIGHUP', 'SIGHUP');
    process.emit('SIGHUP', 'SIGHUP');
    expect(listening()).toBe(before);
    return 'done';
  });
  expect({ watched, ends }).toEqual({ watched: { value: 'done', code: 129 }, ends: ['SIGTERM', 'SIGKILL'] });
});

test('nobody listens when the action is over, however it ends', async () => {
  const before = listening();
  expect(await endedBySignals({ end: () => undefined }, async () => 1)).toEqual({ value: 1 });
  await expect(
    endedBySignals({ end: () => undefined }, async () => {
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(listening()).toBe(before);
});

test.each([
  [129, 'SIGHUP'],
  [130, 'SIGINT'],
  [143, 'SIGTERM'],
  [0, undefined],
  [1, undefined],
  [137, undefined],
])('the exit code %i is that of %s', (code, signal) => {
  expect(signalOf(code)).toBe(signal);
});
