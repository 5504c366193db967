import { describe, expect, test } from 'vitest';
import { assignsSecret, looksSecretName, looksSecretValue } from '../../lib/definition/secret-like.js';

describe('looksSecretName', () => {
  test.each([
    'DB_PASSWORD',
    'DB_PASS',
    'password',
    'ADMIN_PWD',
    'PASSWD',
    'TOKEN_TTL',
    'CLIENT_SECRET',
    'CACHE_KEY_PREFIX',
    'JWT_ISSUER',
    'BEARER',
    'GOOGLE_APPLICATION_CREDENTIALS',
    'AWS_SECRET_ACCESS_KEY',
    'AZURE_STORAGE_KEY',
    'apiKey',
    'DB_PASSWORD_FILE',
  ])('%s is named like a secret', (name) => {
    expect(looksSecretName(name)).toBe(true);
  });

  test.each(['', 'LOG_LEVEL', 'DB_HOST', 'PORT', 'PASS_THROUGH', 'KE_Y'])('%j is not', (name) => {
    expect(looksSecretName(name)).toBe(false);
  });
});

// put together at run time, so that no scanner takes this file for a leak
const join = (...parts: readonly string[]) => parts.join('');
const secrets = {
  'a private key': join('-----BEGIN RSA ', 'PRIVATE KEY-----\nMIIE'),
  'a plain private key': join('-----BEGIN ', 'PRIVATE KEY-----'),
  'an AWS key': join('AKIA', 'IOSFODNN7EXAMPLE'),
  'a temporary AWS key': join('ASIA', 'IOSFODNN7EXAMPLE'),
  'a GitHub token': join('ghp_', 'a'.repeat(36)),
  'an OAuth token of GitHub': join('gho_', 'a'.repeat(36)),
  'a fine-grained GitHub token': join('github_pat_', 'a'.repeat(40)),
  'a Slack token': join('xoxb-', '123456789012-abc'),
  'a Google key': join('AIza', 'a'.repeat(35)),
  'a Stripe key': join('sk_live_', 'a'.repeat(24)),
  'a JWT': join('eyJhbGciOiJIUzI1NiJ9', '.eyJzdWIiOiIxIn0', '.c2lnbmF0dXJl'),
  'a URL with a password': join('postgres://user:', 'hunter2@db:5432/orders'),
  'a URL with a password and no user': join('redis://:', 'hunter2@cache:6379'),
  'a token inside other text': join('Authorization: ghp_', 'a'.repeat(36)),
};

describe('looksSecretValue', () => {
  test.each(Object.entries(secrets))('%s is a secret', (_, value) => {
    expect(looksSecretValue(value)).toBe(true);
  });

  test.each([
    '',
    'info',
    'postgres://db:5432/orders',
    'https://example.com/a@b',
    'https://user@example.com',
    'https://example.com:8080/x?mail=a:b@c',
    '-----BEGIN CERTIFICATE-----',
    '-----BEGIN PUBLIC KEY-----',
    'AKIA',
    'eyJ.a.b',
    'sk_test_abc',
  ])('%j is not', (value) => {
    expect(looksSecretValue(value)).toBe(false);
  });

  test('long text costs no more than its length', () => {
    const start = performance.now();
    for (const unit of ['a', 'eyJ', 'a://', '-----BEGIN ', 'a:', 'AKIA', 'xoxb-'])
      looksSecretValue(unit.repeat(300_000 / unit.length));
    expect(performance.now() - start).toBeLessThan(3000);
  });
});

test.each([
  'password: hunter2',
  'db:\n  "password": "hunter2"',
  'host=db password=hunter2',
  'API_KEY=abc',
  'token : x',
])('%j gives a secret its value', (text) => {
  expect(assignsSecret(text)).toBe(true);
});

test.each([
  'password: $DB_PASSWORD',
  'password: {{ .password }}',
  'password=',
  'passwordFile: /run/secrets/x',
  'token: <from the store>',
  'tokenizer: standard',
  'password: /run/x',
])('%j gives none its value', (text) => {
  expect(assignsSecret(text)).toBe(false);
});
