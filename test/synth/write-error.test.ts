import { expect, test } from 'vitest';
import { fileReason } from '../../lib/synth/write-error.js';

test.each([
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'no space left on device'],
  ['EDQUOT', 'the disk quota is used up'],
])('%s is said in words', (code, words) => {
  expect(fileReason(Object.assign(new Error(`${code}: raw message`), { code }))).toBe(words);
});

test('another code and another error keep their own message', () => {
  expect(fileReason(Object.assign(new Error('EIO: i/o error'), { code: 'EIO' }))).toBe('EIO: i/o error');
  expect(fileReason(new Error('a folder is in its place'))).toBe('a folder is in its place');
  expect(fileReason('text')).toBe('text');
});
