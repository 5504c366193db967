import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checks, crossFieldProblems } from '../../lib/definition/checks.js';
import { Definition } from '../../lib/definition/index.js';
import { minimal } from '../support/definitions.js';

describe('checks', () => {
  test('every file of checks has its own tests, which cover each of its ids', () => {
    const helpers = ['check.ts', 'values.ts'];
    const files = readdirSync('lib/definition/checks').filter((file) => !helpers.includes(file));
    const tested = readdirSync('test/definition/checks');
    expect(tested.sort()).toEqual(files.map((file) => file.replace('.ts', '.test.ts')).sort());
  });

  test('every file of checks is in the list', async () => {
    const names = readdirSync('lib/definition/checks').map((file) => file.replace('.ts', ''));
    const modules = await Promise.all(names.map((name) => import(`../../lib/definition/checks/${name}.ts`)));
    const own = modules.flatMap((module) => Object.values(module).filter(Array.isArray).flat());
    expect(own.map(({ id }) => id).sort()).toEqual(checks.map(({ id }) => id).sort());
  });

  test('ids are in kebab-case and not used twice', () => {
    const ids = checks.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z]+(-[a-z]+)+$/);
  });

  test('a check reads no concern that it does not name', () => {
    const definition = Definition.parse(minimal({ build: 'go', image: undefined, server: {} }));
    for (const { id, concerns, problems } of checks) {
      const read = new Set<PropertyKey>();
      const get = (target: Definition, key: PropertyKey): unknown => {
        read.add(key);
        return Reflect.get(target, key);
      };
      problems(new Proxy(definition, { get }));
      expect(
        [...read].filter((key) => !concerns.some((concern) => concern === key)),
        id,
      ).toEqual([]);
    }
  });
});

describe('crossFieldProblems', () => {
  test('a sound definition has none', () => {
    expect(crossFieldProblems(Definition.parse(minimal()))).toEqual([]);
  });

  test('all checks speak at once, each with its id', () => {
    const definition = Definition.parse(
      minimal({
        scaling: { min: 5, max: 3 },
        rollout: { maxSurge: 0 },
        resources: { cpu: { request: '2', limit: '1' } },
      }),
    );
    expect(crossFieldProblems(definition).map(({ check }) => check)).toEqual([
      'request-within-limit',
      'min-within-max',
      'rollout-moves',
    ]);
  });

  test('a check is not asked about a concern that is malformed already', () => {
    const definition = Definition.parse(minimal({ scaling: { min: 5, max: 3 }, rollout: { maxSurge: 0 } }));
    expect(crossFieldProblems(definition, new Set(['scaling'])).map(({ check }) => check)).toEqual(['rollout-moves']);
  });
});
