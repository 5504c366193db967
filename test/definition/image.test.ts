import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatImage, Image, parseImage, Registry, RepositoryName, registryHost } from '../../lib/definition/image.js';

const digest = `sha256:${'0a'.repeat(32)}`;
const accepts = (schema: typeof Image, text: string) => schema.safeParse(text).success;

describe('parseImage', () => {
  test.each([
    ['orders', { repository: 'orders' }],
    ['orders:1', { repository: 'orders', tag: '1' }],
    ['localhost:5000/orders', { repository: 'localhost:5000/orders' }],
    ['localhost:5000/orders:1', { repository: 'localhost:5000/orders', tag: '1' }],
    [`a/b@${digest}`, { repository: 'a/b', digest }],
    [`a.b-c/d__e.f/g:v1_2.3-4@${digest}`, { repository: 'a.b-c/d__e.f/g', tag: 'v1_2.3-4', digest }],
  ])('takes %s apart', (text, expected) => {
    expect(parseImage(text)).toEqual(expected);
  });

  test.each([
    '',
    ':1',
    'a:',
    'a@',
    'a b',
    'A/B',
    'a//b',
    'a/',
    'https://a/b',
    'a@sha256:0',
    `a@${digest}@${digest}`,
    'a:-1',
    `a:${'1'.repeat(129)}`,
    'a\n',
    '$(IMAGE)',
  ])('knows that %j is none', (text) => {
    expect(parseImage(text)).toBeUndefined();
    expect(accepts(Image, text)).toBe(false);
  });

  test('undoes formatImage', () => {
    const reference = fc.record(
      {
        repository: fc.constantFrom('a', 'a/b', 'r.example.com:5000/a/b-c'),
        tag: fc.constantFrom('1', 'v1.2.3', '_x'),
        digest: fc.constant(digest),
      },
      { requiredKeys: ['repository'] },
    );
    fc.assert(
      fc.property(reference, (one) => {
        expect(parseImage(formatImage(one))).toEqual(one);
      }),
    );
  });
});

test('a repository has neither tag nor digest', () => {
  expect(['a', 'r.io:5000/a/b'].every((text) => accepts(RepositoryName, text))).toBe(true);
  expect(['a:1', `a@${digest}`, 'A', ''].some((text) => accepts(RepositoryName, text))).toBe(false);
});

test('a registry is a host with a path', () => {
  expect(['r.io', 'r.io:5000', 'localhost', 'r.io/a/b-c'].every((text) => accepts(Registry, text))).toBe(true);
  expect(
    ['', 'r.io/', 'https://r.io', 'r.io/A', 'r.io/a..b', 'r.io//a', '-r.io'].some((text) => accepts(Registry, text)),
  ).toBe(false);
});

test.each([
  ['registry.example.com/acme/orders', 'registry.example.com'],
  ['127.0.0.1:5000/orders', '127.0.0.1:5000'],
  ['localhost/orders', 'localhost'],
  ['registry:5000/orders', 'registry:5000'],
  ['acme/orders', undefined],
  ['orders', undefined],
  ['localhost', undefined],
  ['not-localhost/orders', undefined],
])('the registry of %s is %s', (repository, host) => {
  expect(registryHost(repository)).toBe(host);
});
