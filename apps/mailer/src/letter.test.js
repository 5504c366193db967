import assert from 'node:assert/strict';
import { test } from 'node:test';
import { letterOf } from './letter.js';

const letter = { to: 'someone@example.com', subject: 'Your order', text: 'It is on its way.' };
const read = (value) => letterOf(Buffer.from(JSON.stringify(value)));

test('a letter is read, and nothing beside it', () => {
  assert.deepEqual(read({ ...letter, bcc: 'other@example.com' }), letter);
});

test('what is no letter is refused with what is wrong', () => {
  assert.throws(() => letterOf(Buffer.from('hello')), /not JSON/);
  assert.throws(() => read(null), /to: expected/);
  assert.throws(() => read({ ...letter, to: 'a@example.com, b@example.com' }), /to: expected one mail address/);
  assert.throws(() => read({ ...letter, subject: 'Hello\r\nBcc: other@example.com' }), /subject: expected one line/);
  assert.throws(() => read({ ...letter, text: 7 }), /text: expected text/);
});
