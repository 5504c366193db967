import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  AbsolutePath,
  CountOrPercent,
  DnsName,
  EnvName,
  HttpUrl,
  LabelKey,
  LabelValue,
  Name,
  ObjectName,
  Percent,
  PortName,
  PortNumber,
  resolveCount,
  UrlPath,
} from '../../lib/definition/scalars.js';

const of = (length: number) => 'a'.repeat(length);
const schemas = {
  Name,
  ObjectName,
  PortName,
  EnvName,
  LabelKey,
  LabelValue,
  DnsName,
  AbsolutePath,
  UrlPath,
  HttpUrl,
} as const;

// the bounds were checked against k8s.io/apimachinery v0.31 util/validation
const texts: Readonly<Record<keyof typeof schemas, { takes: readonly string[]; refuses: readonly string[] }>> = {
  Name: {
    takes: ['a', 'order-api', 'a1', of(63)],
    refuses: ['', '1a', '-a', 'a-', 'A', 'a_b', 'a.b', of(64), 'a\n', 'ä', 'a b', '../etc'],
  },
  PortName: {
    takes: ['http', 'grpc-web', 'h2', '1a', of(15)],
    refuses: ['', of(16), '123', 'a--b', '-a', 'a-', 'HTTP', 'a_b', 'http\n'],
  },
  EnvName: {
    takes: ['LOG_LEVEL', '_x', 'a.b-c', '.a', of(253)],
    refuses: ['', '.', '..', '..a', '1A', 'A B', 'A=B', 'Ä', of(254), 'A\n'],
  },
  LabelKey: {
    takes: ['app', 'app.kubernetes.io/name', 'A_b.c', of(63), `${of(63)}.${of(63)}/x`],
    refuses: [
      '',
      '/a',
      'a/',
      'a/b/c',
      '-a',
      'a-',
      of(64),
      'Example.com/a',
      `${of(64)}/x`,
      `${`${of(63)}.`.repeat(4)}a/x`,
    ],
  },
  LabelValue: {
    takes: ['', 'v1.2', 'A_b-c.d', of(63)],
    refuses: ['-a', 'a-', 'a b', 'a/b', of(64), 'a\n'],
  },
  DnsName: {
    takes: ['localhost', 'shop.example.com', '*.example.com', '1.example', 'xn--bcher-kva.example'],
    refuses: [
      '',
      '*',
      '*.*.a',
      'a.*.b',
      'A.com',
      '10.0.0.1',
      'a..b',
      'a.',
      '.a',
      'a_b.c',
      'a:80',
      of(64),
      `${of(63)}.`.repeat(4),
    ],
  },
  AbsolutePath: {
    takes: ['/tmp', '/var/lib/app.d', '/...', '/.config', '/a-b_c'],
    refuses: [
      '',
      '/',
      'tmp',
      '/tmp/',
      '//tmp',
      '/a//b',
      '/..',
      '/a/../b',
      '/./a',
      '/a/.',
      '/a:b',
      '/a b',
      '/a\0',
      '/a\n',
      `/${of(4096)}`,
    ],
  },
  UrlPath: {
    takes: ['/', '/health/ready', '/a/', '/health?full=1', '/a%20b', "/~a!$&'()*+,;=:@"],
    refuses: [
      '',
      'health',
      '//',
      '/a//b',
      '/a/../b',
      '/..',
      '/./a',
      '/a b',
      '/a#b',
      '/a%2',
      '/a%2fb',
      '/a\\b',
      '/a\n',
      '/ä',
      'http://x/',
      `/${of(1024)}`,
    ],
  },
  HttpUrl: {
    takes: ['https://example.com', 'http://localhost:8080/a?b#c', 'https://[::1]/x', 'https://example.com?x=@y'],
    refuses: [
      '',
      'example.com',
      'ftp://a',
      'https://',
      'javascript:alert(1)',
      'https://u:p@a.b',
      'https://a b',
      'https://a:99999',
      'https://a\\b',
      ' https://a',
    ],
  },
  ObjectName: {
    takes: ['shared', 'shared.config', '0-config', 'a'.repeat(63)],
    refuses: ['', 'Shared', 'a..b', '.a', 'a-', 'a_b', 'a'.repeat(64), `${'a.'.repeat(127)}`],
  },
};

const named = (list: readonly string[]) => list.map((text) => [JSON.stringify(text).slice(0, 50), text] as const);

describe.each(Object.entries(texts))('%s', (name, { takes, refuses }) => {
  const schema = schemas[name as keyof typeof schemas];

  test.each(named(takes))('takes %s as it is', (_, text) => {
    expect(schema.parse(text)).toBe(text);
  });

  test.each(named(refuses))('refuses %s with one message that shows what is allowed', (_, text) => {
    const issues = schema.safeParse(text).error?.issues ?? [];
    expect(issues).toHaveLength(1);
    expect(issues[0]?.message).toMatch(/^expected [^A-Z].*such as/);
    expect(issues[0]?.message).not.toMatch(/\.$/);
  });

  test.each([5, true, null, {}, []])('refuses %j', (value) => {
    expect(schema.safeParse(value).success).toBe(false);
  });

  test('refuses a million characters without delay', () => {
    const start = performance.now();
    for (const unit of ['a', 'a-', '/a', 'a.', '%2', '/.'])
      expect(schema.safeParse(`${unit.repeat(1_000_000 / unit.length)}!`).success).toBe(false);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  test('is text with a pattern in the JSON schema, and the pattern fits', () => {
    const { type, pattern } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
    expect(type).toBe('string');
    for (const text of takes) expect(text).toMatch(new RegExp(String(pattern)));
  });
});

describe('PortNumber', () => {
  test.each([1, 8080, 65_535])('takes %d', (port) => {
    expect(PortNumber.parse(port)).toBe(port);
  });

  test.each([0, -1, 65_536, 80.5, '8080', Number.NaN, null])('refuses %j', (port) => {
    expect(PortNumber.safeParse(port).error?.issues).toHaveLength(1);
  });

  test('says the range', () => {
    expect(PortNumber.safeParse(0).error?.issues[0]?.message).toBe('expected a port from 1 to 65535, such as 8080');
  });
});

describe('Percent', () => {
  test.each([
    ['1%', 1],
    ['70%', 70],
    ['100%', 100],
  ])('reads %s as %d', (text, percentage) => {
    expect(Percent.parse(text)).toBe(percentage);
  });

  test.each([
    ['0%', 'expected a percentage from 1% to 100%, such as 70%'],
    ['101%', 'expected a percentage from 1% to 100%, such as 70%'],
    ['07%', 'expected a percentage from 1% to 100%, such as 70%'],
    ['1.5%', 'expected a percentage from 1% to 100%, such as 70%'],
    ['70 %', 'expected a percentage from 1% to 100%, such as 70%'],
    ['70', 'expected a percentage from 1% to 100%, such as 70%'],
    [70, 'expected a percentage with its sign, such as 70%'],
  ])('refuses %j', (value, message) => {
    expect(Percent.safeParse(value).error?.issues.map((issue) => issue.message)).toEqual([message]);
  });
});

describe('CountOrPercent', () => {
  test.each([0, 3, '0%', '25%', '100%'])('takes %j as it is', (value) => {
    expect(CountOrPercent.parse(value)).toBe(value);
  });

  test.each([-1, 1.5, '3', '-1%', '101%', '025%', '', true, null])('refuses %j', (value) => {
    expect(CountOrPercent.safeParse(value).success).toBe(false);
  });

  test('is a number or text in the JSON schema', () => {
    expect(z.toJSONSchema(CountOrPercent, { io: 'input' })).toMatchObject({
      anyOf: [
        { type: 'integer', minimum: 0 },
        { type: 'string', pattern: expect.any(String) },
      ],
    });
  });
});

describe('resolveCount', () => {
  test.each([
    [2, 10, 2, 2],
    ['25%', 3, 1, 0],
    ['25%', 4, 1, 1],
    ['0%', 5, 0, 0],
    ['100%', 5, 5, 5],
    ['29%', 100, 29, 29],
  ] as const)('%s of %d is %d rounded up and %d rounded down', (value, total, up, down) => {
    expect(resolveCount(value, total, 'up')).toBe(up);
    expect(resolveCount(value, total, 'down')).toBe(down);
  });

  test('a share is never more than the whole, and up and down differ by one at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), fc.nat(10_000), (share, total) => {
        const [up, down] = [resolveCount(`${share}%`, total, 'up'), resolveCount(`${share}%`, total, 'down')];
        expect(up).toBeLessThanOrEqual(total);
        expect(up - down).toBe((share * total) % 100 === 0 ? 0 : 1);
      }),
    );
  });
});
