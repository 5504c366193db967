import { expect, test } from 'vitest';
import { minimal, resolved } from '../support/definitions.js';

const map = (files: object, reload = 'restart') => resolved(minimal({ config: { files, reload } })).configMaps[0];

test('files have an immutable ConfigMap whose name follows their content', () => {
  const one = map({ '/etc/app/app.yaml': 'a: 1' });
  expect(one).toEqual({
    name: expect.stringMatching(/^orders-files-[0-9a-f]{10}$/),
    immutable: true,
    data: { 'app.yaml': 'a: 1' },
  });
  expect(map({ '/etc/app/app.yaml': { content: 'a: 1' } })?.name).toBe(one?.name);
  expect(map({ '/etc/app/app.yaml': 'a: 2' })?.name).not.toBe(one?.name);
});

test('files that the process watches have a ConfigMap that keeps its name', () => {
  expect(map({ '/etc/app/app.yaml': 'a: 1' }, 'watch')).toEqual({
    name: 'orders-files',
    immutable: false,
    data: { 'app.yaml': 'a: 1' },
  });
});

test('files of one name in several folders have keys of their own', () => {
  expect(map({ '/b/app.yaml': 'b', '/a/app.yaml': 'a', '/c/2-app.yaml': 'c' })?.data).toEqual({
    'app.yaml': 'a',
    '2-app.yaml': 'b',
    '2-2-app.yaml': 'c',
  });
});

test('a key has only letters that a ConfigMap takes', () => {
  expect(map({ '/a/größe+1': '1' })?.data).toEqual({ gr__e_1: '1' });
});
