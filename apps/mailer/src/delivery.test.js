import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deliver } from './delivery.js';

const content = Buffer.from(JSON.stringify({ to: 'someone@example.com', subject: 'Your order', text: 'On its way.' }));
const failing = (error) => () => Promise.reject(Object.assign(new Error('no'), error));

test('a letter is sent once', async () => {
  const sent = [];
  assert.equal(await deliver(content, async (letter) => sent.push(letter)), 'sent');
  assert.deepEqual(sent, [{ to: 'someone@example.com', subject: 'Your order', text: 'On its way.' }]);
});

test('what can never be sent is refused, and what may be is tried later', async () => {
  assert.equal(await deliver(Buffer.from('{'), failing()), 'refused');
  assert.equal(await deliver(content, failing({ code: 'EENVELOPE', responseCode: 550 })), 'refused');
  assert.equal(await deliver(content, failing({ code: 'EENVELOPE', responseCode: 451 }), { pause: 1 }), 'later');
  assert.equal(await deliver(content, failing({ code: 'EAUTH', responseCode: 535 }), { pause: 1 }), 'later');
  assert.equal(await deliver(content, failing({ code: 'ECONNREFUSED' }), { pause: 1 }), 'later');
});

test('the pause ends when the worker stops', { timeout: 5_000 }, async () => {
  const stopping = new AbortController();
  const outcome = deliver(content, failing({ code: 'ETIMEDOUT' }), { pause: 60_000, signal: stopping.signal });
  stopping.abort();
  assert.equal(await outcome, 'later');
});
