import { expect, test } from 'vitest';
import { serverVariables } from '../../lib/definition/server.js';
import { describeShorthands, parsed } from '../support/shorthands.js';

describeShorthands([
  [{ server: {} }, { server: { port: 'http', readTimeout: '5s', readHeaderTimeout: '2s', writeTimeout: '10s' } }],
  [{ server: {} }, { server: { idleTimeout: '2m', maxHeaderBytes: '1Mi', securityHeaders: true } }],
  [{ server: {} }, { server: { rateLimit: { perSecond: 10, burst: 20 } } }],
  [{ server: {} }, { server: { host: '0.0.0.0', trustedProxies: [] } }],
]);

test('absent says nothing', () => {
  expect(parsed()).not.toHaveProperty('server');
});

test('the proxies are its own, unless an environment says more', () => {
  const { server } = parsed({ server: { host: '::', trustedProxies: ['10.0.0.7', '10.42.0.0/16'] } });
  if (server === undefined) throw new Error('it was given');
  expect(serverVariables(server, 8080)).toMatchObject({
    SERVER_HOST: '::',
    SERVER_TRUSTED_PROXIES: '10.0.0.7,10.42.0.0/16',
  });
  expect(serverVariables(server, 8080, [])).toMatchObject({ SERVER_TRUSTED_PROXIES: '' });
});

test('every variable is text, whatever the limits', () => {
  const { server } = parsed({
    server: { rateLimit: { perSecond: 0.5 }, maxHeaderBytes: 4096, securityHeaders: false },
  });
  if (server === undefined) throw new Error('it was given');
  expect(serverVariables(server, 8080)).toMatchObject({
    SERVER_PORT: '8080',
    SERVER_RATE_LIMIT: '0.5',
    SERVER_MAX_HEADER_BYTES: '4096',
    SERVER_SECURITY_HEADERS: 'false',
  });
});
