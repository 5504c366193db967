import { expect, test } from 'vitest';
import { fileReason } from '../../lib/disk/write-error.js';

test.each([
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'no space left on device'],
  ['EDQUOT', 'the disk quota is used up'],
])('%s is said in words', (code, words) => {
  expect(fileReason(Object.assign(new Error(`${code}: raw message`), { code }), 'synth')).toBe(words);
});

test('another code and another error keep their own message', () => {
  expect(fileReason(Object.assign(new Error('EIO: i/o error'), { code: 'EIO' }), 'synth')).toBe('EIO: i/o error');
  expect(fileReason(new Error('a folder is in its place'), 'synth')).toBe('a folder is in its place');
  expect(fileReason('text', 'synth')).toBe('text');
});

test('what another run may have done is told by the name of the command', () => {
  expect(fileReason(Object.assign(new Error('raw'), { code: 'EEXIST' }), 'generate')).toContain(
    'perhaps of another generate into the same folder',
  );
});
