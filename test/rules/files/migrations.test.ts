import { describe, expect, test } from 'vitest';
import { checkFiles } from '../../../lib/rules/files.js';
import { artefactsOf, changed, consistent, type Texts } from './consistent.js';

const told = (texts: Texts, expected: object = {}) => {
  const artefacts = artefactsOf(texts);
  return checkFiles({ ...artefacts, expected: { ...artefacts.expected, ...expected } }).map(({ rule }) => rule);
};

describe('what migrates', () => {
  test('is not judged where the definition has no migrations', () => {
    expect(told(changed('compose', 'command: [migrate', 'command: [up'), { migration: undefined })).toEqual([]);
  });

  test('is not compared with pods that a pipeline of the team migrates', () => {
    const texts = changed('manifests', 'name: migrate,', 'name: other,');
    expect(told({ ...texts, compose: texts.compose.replace('[migrate,', '[up,') })).toEqual([]);
  });

  test.each([
    ['a text that a shell takes apart', 'command: [migrate, --to, "$$5"]', 'command: migrate --to 5'],
    ['what only a shell knows', '"$$5"', '"$WHO"'],
  ])('is not judged by %s', (_, from, to) => {
    expect(told(changed('compose', from, to))).not.toContain('files/migrations');
  });

  test('is not judged by variables of Kubernetes, and is by a text that looks like one', () => {
    expect(told(changed('manifests', '--to, $5]', '--to, $(LEVEL)]'))).toEqual([]);
    expect(told(changed('manifests', '--to, $5]', '--to, $$(LEVEL)]'))).toEqual(['files/migrations']);
    const both = changed('manifests', '--to, $5]', '--to, $$(LEVEL)]');
    expect(told({ ...both, compose: consistent.compose.replace('"$$5"', '"$$(LEVEL)"') })).toEqual([]);
  });

  test('is waited for in the long form only, since the short one does not wait for its end', () => {
    const compose = consistent.compose.replace(
      /depends_on:\n(?: {6,}.*\n)+/,
      'depends_on: [postgres, orders-migrate]\n',
    );
    expect(told({ ...consistent, compose })).toEqual(['files/migrations']);
  });

  test('is no dependency, whatever its image is called', () => {
    const compose = consistent.compose
      .replace('  postgres:\n    image: postgres:15-alpine', '  db:\n    image: postgres:16')
      .replace(/acme\/orders:\S+\n {4}command/, 'acme/postgres-orders:15\n    command');
    expect(compose).toContain('acme/postgres-orders:15');
    expect(told({ ...consistent, compose })).toEqual(['files/dependency-version']);
  });
});
