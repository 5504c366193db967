import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import myapp from '../../apps/myapp/service.js';
import { Definition } from '../../lib/definition/index.js';
import { jsonSchema } from '../../lib/definition/json-schema.js';
import { isJsonObject, type Json, type JsonObject } from '../../lib/json.js';
import { platformJsonSchema } from '../../lib/platform-schema.js';
import { absolute, descriptionsFile, descriptionsText, docstrings, layerDocstrings } from '../support/descriptions.js';
import { editor } from '../support/descriptions-editor.js';

const validator = (schema: JsonObject) =>
  new Ajv({
    strict: true,
    allowUnionTypes: true,
    formats: { email: true, date: true, ipv4: true, ipv6: true },
  }).compile(schema);

const organisation = Definition.extend({
  queue: z
    .strictObject({ topic: z.string().describe('the topic that the service owns'), retention: z.string() })
    .optional()
    .describe('the queue that the service owns'),
});

const { program, hover } = editor(
  'test/definition/virtual-service.ts',
  `
import { type DefinitionInput, service } from '../../lib/definition/index.js';
export default service({ name: 'orders', team: 'shop', resources: { memory: '256Mi' } });
export const ledger: DefinitionInput = {
  name: 'ledger',
  team: 'payments',
  health: { live: { kind: 'grpc', failureThreshold: 3 } },
  environments: { production: { rollout: { maxSurge: 2 } } },
};
`,
);

/** Every property of a JSON Schema with its JSON pointer. */
function propertyNodes(node: Json, pointer = '#'): readonly (readonly [string, Json])[] {
  if (Array.isArray(node)) return node.flatMap((item, at) => propertyNodes(item, `${pointer}/${at}`));
  if (!isJsonObject(node)) return [];
  return Object.entries(node).flatMap(([keyword, value]) => {
    if (keyword === 'default') return [];
    const own = keyword === 'properties' && isJsonObject(value) ? Object.entries(value) : undefined;
    return own === undefined
      ? propertyNodes(value, `${pointer}/${keyword}`)
      : own.flatMap(([key, schema]) => {
          const at = `${pointer}/properties/${key}`;
          return [[at, schema] as const, ...propertyNodes(schema, at)];
        });
  });
}

describe('docstrings', () => {
  it('are kept in the generated file as they stand in the source', () => {
    const kept = readFileSync(descriptionsFile, 'utf8');
    expect(kept === descriptionsText(program), 'descriptions.gen.json is stale: run npm run descriptions').toBe(true);
  });

  it.each(['definition', 'platform'] as const)('stand over every key of the %s', (input) => {
    const all = docstrings(program, input);
    expect(all.length).toBeGreaterThan(40);
    const missing = all.filter(({ text }) => text === '').map(({ path, branch = '' }) => `${path} ${branch}`.trim());
    expect(missing).toEqual([]);
  });

  it('are the same over a layer as over the definition', () => {
    const spelled = new Set(docstrings(program, 'definition').map((one) => JSON.stringify(one)));
    const layer = layerDocstrings(program);
    expect(layer.length).toBeGreaterThan(200);
    expect(layer.filter((one) => !spelled.has(JSON.stringify(one)))).toEqual([]);
  });

  it('show on hover in the argument of service()', () => {
    expect(hover('memory')).toBe('memory in bytes, such as `256Mi`; a limit is always set');
  });

  it('show on hover in a branch of a union and in an environment', () => {
    expect(hover('failureThreshold')).toBe('failures in a row that restart the container');
    expect(hover('maxSurge')).toBe('pods above the wanted number while rolling, a count or a percentage');
  });
});

describe('the JSON Schema', () => {
  const schemas = [
    ['definition', jsonSchema],
    ['platform', platformJsonSchema],
  ] as const;

  it.each(schemas)('of the %s describes every property', (_, make) => {
    const nodes = propertyNodes(make());
    expect(nodes.length).toBeGreaterThan(300);
    const bare = nodes.filter(([, node]) => !isJsonObject(node) || !node.description);
    expect(bare.map(([pointer]) => pointer)).toEqual([]);
  });

  it.each(schemas)('of the %s is valid draft 7 and the same each time', (_, make) => {
    expect(new Ajv({ logger: false }).validateSchema(make())).toBe(true);
    expect(make().$schema).toBe('http://json-schema.org/draft-07/schema#');
    expect(() => validator(make())).not.toThrow();
    expect(JSON.stringify(make())).toBe(JSON.stringify(make()));
  });

  it.each(schemas)('of the %s only names defaults that it accepts itself', (_, make) => {
    const { definitions = {}, ...schema } = make();
    const defaults = propertyNodes(schema).filter(([, node]) => isJsonObject(node) && 'default' in node);
    expect(defaults.length).toBeGreaterThan(15);
    const refused = defaults.filter(
      ([, node]) => isJsonObject(node) && !validator({ ...node, definitions })(node.default),
    );
    expect(refused.map(([pointer]) => pointer)).toEqual([]);
  });

  it('names the default of a duration as a team writes it', () => {
    expect(jsonSchema()).toMatchObject({
      properties: { shutdown: { properties: { drain: { default: '5s', type: 'string' } } } },
    });
  });

  it('says of one key what its branch of a union says', () => {
    const text = JSON.stringify(jsonSchema());
    expect(text).toContain('"description":"the version of Python"');
    expect(text).toContain('"description":"the version of Node.js"');
  });
});

describe('the JSON Schema accepts', () => {
  const accepts = validator(jsonSchema(organisation));
  const apps = readdirSync(absolute('apps'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('service.yaml'))
    .sort();

  it.each(apps)('apps/%s', (file) => {
    accepts(parse(readFileSync(absolute(`apps/${file}`), 'utf8')));
    expect(accepts.errors).toBeNull();
  });

  it('the reference service', () => {
    accepts(myapp);
    expect(accepts.errors).toBeNull();
  });

  it('every spelling of a union, and layers that are partial or remove a key', () => {
    accepts({
      name: 'orders',
      team: { name: 'shop' },
      workload: { kind: 'cron', schedule: '@hourly' },
      resources: { cpu: 0.5, memory: { limit: '1Gi' } },
      network: { ports: { http: 8080, grpc: { port: 9000 } }, expose: ['a.example.com', { host: 'b.example.com' }] },
      patches: [
        { target: { kind: 'Deployment' }, operations: [{ op: 'add', path: '/spec/x', value: { any: [null] } }] },
      ],
      environments: {
        dev: { scaling: null, health: { live: { period: '20s' } }, network: { ports: { grpc: null } } },
        production: {
          workload: { retries: 3 },
          build: { version: '1.27' },
          queue: { retention: '1h' },
          dependencies: null,
        },
      },
    });
    expect(accepts.errors).toBeNull();
  });

  it("a platform, with layers that hold a team's own keys", () => {
    const platform = {
      name: 'acme',
      defaults: { queue: { retention: '24h' } },
      presets: { small: { scaling: 1, server: null } },
      environments: { dev: { namespaces: '{system}-dev', defaults: { resources: { memory: { limit: '1Gi' } } } } },
    };
    const withQueue = validator(platformJsonSchema(organisation));
    withQueue(platform);
    expect(withQueue.errors).toBeNull();
    expect(validator(platformJsonSchema())(platform)).toBe(false);
  });
});

describe('the JSON Schema refuses', () => {
  const base = { name: 'orders', team: 'shop' };
  const accepts = validator(jsonSchema());

  it.each<readonly [string, Json]>([
    ['a definition without a name', { team: 'shop' }],
    ['an unknown key', { ...base, replicas: 3 }],
    ['an unknown key far below', { ...base, health: { live: { path: '/livez', interval: '5s' } } }],
    ['a text where a number belongs', { ...base, network: { ports: { http: '8080' } } }],
    ['a duration without a unit', { ...base, shutdown: { drain: 5 } }],
    ['a key of another branch', { ...base, build: { language: 'go', dockerfile: 'Dockerfile' } }],
    ['a malformed name', { ...base, name: 'Orders' }],
    ['an environment with a name of its own', { ...base, environments: { dev: { name: 'other' } } }],
    ['an unknown key in an environment', { ...base, environments: { dev: { scalling: 3 } } }],
    ['half an item in the list of an environment', { ...base, environments: { dev: { waivers: [{ owner: 'me' }] } } }],
    ["a team's key that is not in the schema", { ...base, queue: { topic: 'a' } }],
  ])('%s', (_, definition) => {
    expect(accepts(base)).toBe(true);
    expect(accepts(definition)).toBe(false);
  });
});

describe("a team's extension", () => {
  it('keeps the descriptions of the kit and adds its own, in layers too', () => {
    const described = { description: 'the queue that the service owns' };
    expect(jsonSchema(organisation)).toMatchObject({
      properties: {
        name: { description: expect.stringContaining("the service's name") },
        queue: { ...described, properties: { topic: { description: 'the topic that the service owns' } } },
      },
      definitions: { Layer: { properties: { queue: described, scaling: { description: expect.any(String) } } } },
    });
  });

  it('describes a key of the kit in its own words where it replaces it', () => {
    const narrowed = Definition.extend({ system: z.enum(['shop']).describe('one of our systems') });
    expect(jsonSchema(narrowed)).toMatchObject({ properties: { system: { description: 'one of our systems' } } });
  });
});

it('synth does not load the descriptions', () => {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const { fileName } of ts.preProcessFile(readFileSync(file, 'utf8')).importedFiles)
      if (fileName.startsWith('.')) visit(new URL(fileName.replace(/\.js$/, '.ts'), `file://${file}`).pathname);
  };
  visit(absolute('lib/index.ts'));
  expect([...seen]).toContain(absolute('lib/definition/index.ts'));
  expect([...seen]).not.toContain(descriptionsFile);
});
