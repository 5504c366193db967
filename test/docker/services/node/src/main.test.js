import { test } from 'node:test';

// It is here to be kept out of the image's build context.
test('the machine can count', ({ assert }) => assert.equal(1 + 1, 2));
