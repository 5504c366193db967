import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { minimal, problemsOf, resolved } from '../support/definitions.js';

const idsIn = (file: string): readonly string[] =>
  [...readFileSync(file, 'utf8').matchAll(/check: '([a-z-]+)'/g)].map(([, id = '']) => id);

test.each([
  ...readdirSync('lib/service/facts').map((file) => `service/facts/${file}`),
  'entries/taken.ts',
  'workspace.ts',
])('every id in lib/%s is shown by its tests', (file) => {
  const tests = readFileSync(`test/${file.replace('.ts', '.test.ts')}`, 'utf8');
  expect(idsIn(`lib/${file}`).filter((id) => !tests.includes(id))).toEqual([]);
});

test('all facts speak at once', () => {
  const more = { image: 'a/b', scaling: 9, network: { expose: 'a.{domain}', calls: ['cart'] } };
  const found = problemsOf(() => resolved(minimal(more), { bounds: { replicas: 3 } }));
  expect(found.map(({ check }) => check)).toEqual(['image-pinned', 'within-bounds', 'domain-known', 'callee-exists']);
});
