import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { WholeSeconds } from '../lib/definition/duration.js';
import { Definition } from '../lib/definition/index.js';
import { Name } from '../lib/definition/scalars.js';
import { shorthand } from '../lib/definition/shorthand.js';
import { isJsonObject, type JsonObject } from '../lib/json.js';
import { PatchError } from '../lib/kubernetes/json-patch.js';
import { check, staleWaivers, unknownWaivers } from '../lib/rules/index.js';
import { refusals } from './support/api-server.js';
import { knowledgePaths } from './support/arbitrary-definition.js';
import { waivedRules } from './support/arbitrary-places.js';
import { scalars, text } from './support/arbitrary-scalars.js';
import { inputOf } from './support/arbitrary-schema.js';
import {
  anyWorkspace,
  appOf,
  environmentOf,
  objectsIn,
  refusal,
  resolved,
  validWorkspace,
  type Workspace,
} from './support/arbitrary-workspace.js';
import { fieldProblems } from './support/kubernetes-fields.js';
import { leaves } from './support/leaves.js';
import { shuffled } from './support/shuffled.js';

/** The same samples on every machine; another seed looks at others: `SEED=7 npx vitest run test/properties.test.ts`. */
const seed = Number(process.env.SEED ?? 20_260_131);
const runs = (numRuns: number) => ({ seed, numRuns });

const filesOf = (workspace: Workspace) => [...appOf(workspace, resolved(workspace)).files()];
const objectsOf = (workspace: Workspace) => objectsIn(appOf(workspace, resolved(workspace)));

const holds = (name: string, numRuns: number, property: (workspace: Workspace) => void) =>
  test(name, () => {
    fc.assert(fc.property(validWorkspace(), property), runs(numRuns));
  });

const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
};

describe('the generator of definitions', () => {
  const used = new Set<string>();
  const samples = fc.sample(anyWorkspace({ used: (path) => used.add(path) }), runs(300));

  test('writes valid definitions more often than not', () => {
    const valid = samples.filter((workspace) => refusal(workspace) === undefined);
    expect(valid.length / samples.length).toBeGreaterThan(0.5);
  });

  test('knows of no field that the schema does not have', () => {
    expect(knowledgePaths().filter((path) => !used.has(path))).toEqual([]);
  });
});

test('the generator writes fields that it was never told of', () => {
  const side = z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('left'), size: z.int().min(3).max(4) }),
    z.strictObject({ kind: z.literal('right').default('right'), names: z.array(Name).min(1) }),
  ]);
  const schema = Definition.extend({
    sides: z.record(
      Name,
      shorthand(z.string().regex(/^x(?!y)[a-z]$/), side, (name) => ({ names: [name] })),
    ),
    wait: WholeSeconds.optional(),
  });
  const never = Object.keys(Definition.shape).filter((field) => field !== 'name' && field !== 'team');
  const written = fc.sample(inputOf(schema, { scalars, text, never }), runs(50));
  expect(written.filter((value) => !schema.safeParse(value).success)).toEqual([]);
  expect(JSON.stringify(written)).toMatch(/"left".*"right"|"right".*"left"/);
});

describe('a valid definition, in any environment', () => {
  holds('is resolved to the same Service each time, and is left as it was', 40, (workspace) => {
    const before = JSON.stringify(workspace);
    const [first, second] = [resolved(frozen(workspace)), resolved(workspace)];
    expect(second).toEqual(first);
    expect(JSON.stringify(second)).toBe(JSON.stringify(first));
    expect(JSON.stringify(workspace)).toBe(before);
  });

  holds('becomes the same bytes each time, also when it was written to JSON and read again', 40, (workspace) => {
    const files = filesOf(workspace);
    expect(filesOf(workspace)).toEqual(files);
    expect(filesOf(JSON.parse(JSON.stringify(workspace)))).toEqual(files);
  });

  test('becomes the same bytes in whatever order its keys are written', () => {
    fc.assert(
      fc.property(validWorkspace(), fc.nat(), (workspace, order) => {
        expect(filesOf(shuffled(workspace, order))).toEqual(filesOf(workspace));
      }),
      runs(60),
    );
  });

  test('becomes the same bytes in another process, time zone and language', () => {
    const samples = fc.sample(validWorkspace(), runs(5));
    const child = spawnSync(
      process.execPath,
      ['--import', 'tsx', fileURLToPath(new URL('./support/render-child.ts', import.meta.url))],
      {
        input: JSON.stringify(samples),
        encoding: 'utf8',
        env: { PATH: process.env.PATH, TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', HOME: '/nowhere' },
      },
    );
    expect(child.stderr).toBe('');
    expect(JSON.parse(child.stdout)).toEqual(samples.map(filesOf));
  });

  holds('meets every rule', 100, (workspace) => {
    expect(check(objectsOf(workspace))).toEqual([]);
  });

  holds('waives only rules that there are, and by itself only what it does not meet', 40, (workspace) => {
    const objects = objectsOf(workspace);
    const stale = staleWaivers(objects).filter(({ message }) => !waivedRules.some((rule) => message.includes(rule)));
    expect(unknownWaivers(objects)).toEqual([]);
    expect(stale).toEqual([]);
  });

  holds('becomes objects whose fields Kubernetes all has, in their types', 60, (workspace) => {
    expect(objectsOf(workspace).flatMap(fieldProblems)).toEqual([]);
  });

  holds('becomes objects that an API server of that version takes', 100, (workspace) => {
    expect(refusals(objectsOf(workspace), environmentOf(workspace).kubernetes)).toEqual([]);
  });
});

/** A patch that addresses nothing is refused when the objects are there. */
const unlessPatchIsRefused = <T>(render: () => readonly T[]): readonly T[] => {
  try {
    return render();
  } catch (error) {
    if (error instanceof PatchError) return [];
    throw error;
  }
};

describe('a definition that may be wrong in any place', () => {
  test('is either refused, or becomes what meets every rule and what an API server takes', () => {
    const careless = fc.constantFrom(...knowledgePaths()).chain((forget) => anyWorkspace({ forget }));
    fc.assert(
      fc.property(careless, (workspace) => {
        if (refusal(workspace) !== undefined) return;
        const objects = unlessPatchIsRefused(() => objectsOf(workspace));
        expect(check(objects)).toEqual([]);
        expect(objects.flatMap(fieldProblems)).toEqual([]);
        expect(refusals(objects, environmentOf(workspace).kubernetes)).toEqual([]);
      }),
      runs(120),
    );
  });
});

/** Each form that is known for a secret; `MARK` is what no error and no output may ever show. */
const secrets = [
  'AKIAMARK567890ABCDEF',
  'ghp_MARK5678901234567890abcdefghijklmn',
  'xoxb-MARK567890-abcdef',
  'eyJMARKabc.eyJzdWIiOiJ4In0.c2lnbmF0dXJl',
  'postgres://app:MARK5678@db.example.com/app',
  '-----BEGIN RSA PRIVATE KEY-----\nMARK5678\n-----END RSA PRIVATE KEY-----',
] as const;

/** Fails when a definition is taken with the secret in its output, or refused with the secret in the error. */
const keepsSecret = (changed: Workspace): void => {
  const shown =
    refusal(changed) ??
    filesOf(changed)
      .map(({ text }) => text)
      .join('');
  expect(shown).not.toContain('MARK');
};

const withConfig = (workspace: Workspace, concern: string, entries: JsonObject): Workspace => {
  const config = isJsonObject(workspace.input.config) ? workspace.input.config : {};
  const below = isJsonObject(config[concern]) ? config[concern] : {};
  const merged = { ...config, [concern]: { ...below, ...entries } };
  return { ...workspace, input: { ...workspace.input, config: merged } };
};

describe('a secret', () => {
  test('in any text of a definition is neither put into a manifest nor shown by the error', () => {
    fc.assert(
      fc.property(validWorkspace(), fc.nat(), fc.constantFrom(...secrets), (workspace, at, secret) => {
        const texts = leaves(workspace.input);
        const leaf = texts[at % texts.length];
        const input = leaf?.replaced(secret);
        if (isJsonObject(input)) keepsSecret({ ...workspace, input });
      }),
      runs(80),
    );
  });

  test('as the value of a variable is refused, whatever the variable is called', () => {
    fc.assert(
      fc.property(validWorkspace(), fc.constantFrom(...secrets), fc.boolean(), (workspace, secret, long) => {
        const written = long ? { default: secret, sensitive: false, reason: 'it is none' } : secret;
        const changed = withConfig(workspace, 'variables', { PLAIN: written });
        expect(refusal(changed)).toContain('looks like a secret');
        keepsSecret(changed);
      }),
      runs(30),
    );
  });

  test('by the name of its variable is refused, whatever the value is', () => {
    const words = fc.constantFrom('DB_PASSWORD', 'apiKey', 'AUTH_TOKEN', 'JWT', 'client.secret', 'CREDENTIALS');
    fc.assert(
      fc.property(validWorkspace(), words, fc.constantFrom(undefined, 'integer', 'url'), (workspace, name, type) => {
        const changed = withConfig(workspace, 'variables', { [name]: { value: 'MARK', ...(type && { type }) } });
        expect(refusal(changed)).toContain(name);
        keepsSecret(changed);
      }),
      runs(30),
    );
  });

  test('that is only named by its place reaches the pods as a reference, and never as a value', () => {
    fc.assert(
      fc.property(validWorkspace(), fc.constantFrom('env', 'file'), (workspace, as) => {
        const changed = withConfig(workspace, 'secrets', { LAST_OF_ALL: { key: 'shop/place', as } });
        const pods = objectsOf(changed).filter(({ kind }) => kind === 'Deployment' || kind === 'CronJob');
        const text = JSON.stringify(pods.filter(({ metadata }) => metadata.name === workspace.input.name));
        expect(text).not.toContain('shop/place');
        expect(text).toContain(as === 'env' ? '"secretKeyRef":{"key":"LAST_OF_ALL"' : '"path":"LAST_OF_ALL"');
      }),
      runs(30),
    );
  });
});
