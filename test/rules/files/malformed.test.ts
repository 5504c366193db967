import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readImage } from '../../../lib/rules/files/image.js';
import { type Artefacts, checkFiles, type TextFile } from '../../../lib/rules/files.js';
import { artefactsOf, consistent } from './consistent.js';

const artefacts = artefactsOf(consistent);
const named = (name: string, text: string): TextFile => ({ path: name, text });

const unreadable = (part: Partial<Artefacts>) =>
  checkFiles({ ...artefacts, ...part })
    .filter(({ rule }) => rule === 'files/readable')
    .map(({ message }) => message);

const compose = (text: string) => unreadable({ compose: named('compose.yaml', text) });
const dockerfile = (text: string) => unreadable({ dockerfile: named('Dockerfile', text) });

/** Lists of lists of aliases: a few lines that mean a thousand million values. */
const bomb = `a0: &a0 [x, x, x, x, x, x, x, x, x]\n${Array.from(
  { length: 9 },
  (_, index) => `a${index + 1}: &a${index + 1} [${Array(9).fill(`*a${index}`).join(', ')}]\n`,
).join('')}`;

describe('a file that cannot be read is told', () => {
  test.each([
    ['', 'compose.yaml is empty, must be a Compose file'],
    [' \n', 'compose.yaml is empty, must be a Compose file'],
    ['a: [', 'compose.yaml is no YAML'],
    ['a: 1\na: 2', 'compose.yaml is no YAML: Map keys must be unique'],
    ['--- 1\n--- 2', 'compose.yaml is no YAML: Source contains multiple documents'],
    ['a: *b', 'compose.yaml cannot be read: Unresolved alias'],
    ['just text', 'services has no orders, it has none'],
    ['[1, 2]', 'services has no orders, it has none'],
    ['services: { web: {} }', 'services has no orders, it has web'],
    ['services: { orders: 3 }', 'services.orders is 3, must be a map'],
    ['services: { orders: }', 'services has no orders, it has none'],
    ['services: { orders: { ports: 5 } }', 'services.orders.ports is 5, must be a list'],
    ['services: { orders: { user: {} } }', 'services.orders.user is {}, must be a text or a number'],
    ['x'.repeat(300_000), 'compose.yaml has 300000 characters, at most 262144 are read'],
    ['['.repeat(200_000), 'compose.yaml'],
    [bomb, 'compose.yaml cannot be read: Excessive alias count'],
  ])('Compose: %.40s', (text, message) => {
    expect(compose(text)).toHaveLength(1);
    expect(compose(text)[0]).toContain(message);
  });

  test.each([
    ['', 'Dockerfile is empty, must be a Dockerfile'],
    ['RUN true\n', 'Dockerfile has no FROM, must begin a stage with an image'],
    ['# FROM a\nARG FROM', 'Dockerfile has no FROM, must begin a stage with an image'],
    ['FROM a\n'.repeat(50_000), 'Dockerfile has 350000 characters, at most 262144 are read'],
  ])('Dockerfile: %.40s', (text, message) => {
    expect(dockerfile(text)).toEqual([message]);
  });

  test('manifests without a container of the service', () => {
    const manifests = [{ environment: 'dev', path: 'dist/dev.yaml', objects: [] }];
    expect(unreadable({ manifests })).toEqual(['the manifests of dev run no container of orders, they hold nothing']);
  });
});

describe('whatever stands in the files, nothing is thrown', () => {
  const check = (part: Partial<Artefacts>): void => {
    for (const { rule, message, places, fix } of checkFiles({ ...artefacts, ...part })) {
      expect(rule).toMatch(/^files\//);
      expect(message.length).toBeLessThan(2000);
      expect(message).not.toMatch(/[\0\n]/);
      expect(fix).not.toBe('');
      expect(places.length).toBeGreaterThan(0);
    }
  };

  const lines = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          ...consistent.dockerfile.split('\n'),
          'FROM scratch AS a',
          'COPY [',
          'HEALTHCHECK',
          'ENV',
          'FROM',
        ),
        fc.string({ unit: 'binary' }),
        fc
          .constantFrom('FROM', 'ENV', 'ARG', 'EXPOSE', 'USER', 'COPY', 'RUN', 'HEALTHCHECK', 'ONBUILD')
          .chain((keyword) => fc.string().map((text) => `${keyword} ${text}`)),
      ),
      { maxLength: 12 },
    )
    .map((all) => all.join('\n'));

  test('in a Dockerfile', () => {
    fc.assert(
      fc.property(lines, (text) => check({ dockerfile: named('Dockerfile', text) })),
      { numRuns: 150 },
    );
  });

  test('in any text file', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ maxLength: 200 }));
    fc.assert(
      fc.property(text, (one) => {
        const file = named('file', one);
        check({ dockerfile: file, compose: file, workspaceCompose: file, envExample: file, dockerignore: file });
      }),
      { numRuns: 150 },
    );
  });

  const names = Object.keys(artefacts).concat(
    'image build ports environment env_file user read_only cap_drop cap_add tmpfs volumes healthcheck deploy expose'.split(
      ' ',
    ),
    'security_opt stop_signal stop_grace_period depends_on extends privileged cpus mem_limit test resources limits'.split(
      ' ',
    ),
  );
  const value = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(fc.constantFrom(...names, '__proto__', 'constructor', '<<'), fc.jsonValue(), { maxKeys: 4 }),
    fc.array(
      fc.oneof(fc.string(), fc.dictionary(fc.constantFrom('target', 'type', 'path', 'protocol'), fc.jsonValue())),
    ),
  );

  test('in a Compose service', () => {
    const services = fc.dictionary(fc.constantFrom(...names), value);
    fc.assert(
      fc.property(services, fc.jsonValue(), (orders, postgres) =>
        check({ compose: named('compose.yaml', stringify({ services: { orders, postgres } })) }),
      ),
      { numRuns: 100 },
    );
  });

  test('in any YAML', () => {
    fc.assert(fc.property(fc.jsonValue(), (one) => check({ compose: named('compose.yaml', stringify(one)) })));
  });

  test('in the manifests', () => {
    const [production] = artefacts.manifests.slice(-1);
    const replaced = (input: unknown, at: number, by: unknown): unknown => {
      let left = at;
      const walk = (one: unknown): unknown => {
        left -= 1;
        if (left === 0) return by;
        if (Array.isArray(one)) return one.map(walk);
        if (typeof one !== 'object' || one === null) return one;
        return Object.fromEntries(Object.entries(one).map(([key, item]) => [key, walk(item)]));
      };
      return walk(input);
    };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 130 }), fc.jsonValue(), (at, by) => {
        const changed = JSON.parse(JSON.stringify(replaced(production, at, by) ?? {}));
        check({ manifests: [{ environment: 'any', path: 'any', objects: [], ...changed }] });
      }),
      { numRuns: 100 },
    );
  });
});

test('a long Dockerfile is read in a moment', () => {
  const start = performance.now();
  for (const text of ['RUN a\n'.repeat(30_000), `ENV ${'A=1 '.repeat(50_000)}`, `EXPOSE ${'1 '.repeat(90_000)}`]) {
    readImage(named('Dockerfile', `FROM a:1\n${text}`));
  }
  expect(performance.now() - start).toBeLessThan(20_000);
});
