import { configChecks } from '../../../lib/definition/checks/config.js';
import { describeChecks } from '../../support/checks.js';
import { minimal } from '../../support/definitions.js';

const configured = (config: object, more = {}) => minimal({ config, ...more });
const go = (variables: object, version = '1.26') =>
  configured({ variables }, { image: undefined, build: { language: 'go', version } });
const watched = (config: object = {}) =>
  configured({ file: '/etc/app/config.yaml', reload: 'watch', ...config }, { server: {} });
const text = (bytes: number) => 'x'.repeat(bytes);

describeChecks(configChecks, [
  {
    id: 'variable-claimed-once',
    breaks: configured({ variables: { SERVER_PORT: 9000 } }, { server: {} }),
    path: 'config.variables.SERVER_PORT',
    says: ['SERVER_PORT', 'server'],
    passes: configured({ variables: { SERVER_PORT: 9000 } }),
  },
  {
    id: 'variable-claimed-once',
    breaks: configured({ variables: { LOG_LEVEL: 'debug' } }, { observability: { logs: {} } }),
    path: 'config.variables.LOG_LEVEL',
    says: ['observability.logs'],
    passes: configured({ variables: { LOG_LEVEL: 'debug' } }),
  },
  {
    id: 'variable-claimed-once',
    breaks: configured({ variables: { SHUTDOWN_DRAIN: '1s' } }, { shutdown: { env: true } }),
    path: 'config.variables.SHUTDOWN_DRAIN',
    says: ['shutdown.env'],
    passes: configured({ variables: { SHUTDOWN_DRAIN: '1s' } }),
  },
  {
    id: 'variable-claimed-once',
    breaks: go({ GOMEMLIMIT: '1GiB' }),
    path: 'config.variables.GOMEMLIMIT',
    says: ['resources.memory'],
    passes: configured({ variables: { GOMEMLIMIT: '1GiB' } }),
  },
  {
    id: 'variable-claimed-once',
    breaks: go({ GOMAXPROCS: 2 }, '1.24'),
    path: 'config.variables.GOMAXPROCS',
    says: ['resources.cpu'],
    passes: go({ GOMAXPROCS: 2 }),
  },
  {
    id: 'variable-claimed-once',
    breaks: configured({ variables: { CART_URL: 'http://cart' } }, { network: { calls: ['cart'] } }),
    path: 'config.variables.CART_URL',
    says: ['network.calls[0]'],
    passes: configured(
      { variables: { CART_URL: 'http://cart' } },
      { network: { calls: [{ service: 'cart', env: false }] } },
    ),
  },
  {
    id: 'variable-claimed-once',
    breaks: configured({ secrets: { DATABASE: { as: 'file' } }, variables: { DATABASE_FILE: '/x' } }),
    path: 'config.variables.DATABASE_FILE',
    says: ['config.secrets.DATABASE'],
    passes: configured({ secrets: { DATABASE: { as: 'file' } }, variables: { DATABASE: 'orders' } }),
  },
  {
    id: 'folder-claimed-once',
    breaks: minimal({ security: { writable: ['/tmp', { path: '/tmp', size: '1Mi' }] } }),
    path: 'security.writable[1]',
    says: ['/tmp', 'security.writable[0]'],
    passes: minimal({ security: { writable: ['/tmp', '/tmp/cache'] } }),
  },
  {
    id: 'folder-claimed-once',
    breaks: configured({ files: { '/tmp/app.yaml': 'a: 1' } }),
    path: 'config.files["/tmp/app.yaml"]',
    says: ['/tmp', 'security.writable[0]'],
    passes: configured({ files: { '/etc/app/app.yaml': 'a: 1', '/etc/app/log.yaml': 'b: 2' } }),
  },
  {
    id: 'folder-claimed-once',
    breaks: configured({ secrets: { DATABASE: { as: 'file' } }, files: { '/run/secrets/orders/x': '' } }),
    path: 'config.secrets',
    says: ['/run/secrets/orders', '"/run/secrets/orders/x"'],
    passes: configured({ secrets: { DATABASE: { as: 'env' } }, files: { '/run/secrets/orders/x': '' } }),
  },
  {
    id: 'variable-claimed-once',
    breaks: watched({ variables: { CONFIG_FILE: '/etc/app/config.yaml' } }),
    path: 'config.variables.CONFIG_FILE',
    says: ['CONFIG_FILE', 'config.file'],
    passes: configured({ variables: { CONFIG_FILE: '/etc/app/config.yaml' } }, { server: {} }),
  },
  {
    id: 'variable-claimed-once',
    breaks: watched({ variables: { SERVER_RATE_LIMIT: 5 } }),
    path: 'config.variables.SERVER_RATE_LIMIT',
    says: ['SERVER_RATE_LIMIT', 'server'],
    passes: watched({ variables: { LOG_LEVEL: 'debug' } }),
  },
  {
    id: 'folder-claimed-once',
    breaks: watched({ file: '/tmp/config.yaml' }),
    path: 'config.file',
    says: ['/tmp', 'security.writable[0]'],
    passes: watched({ files: { '/etc/app/more.yaml': 'a: 1' } }),
  },
  {
    id: 'folder-claimed-once',
    breaks: watched({ file: '/run/secrets/orders/config.yaml', secrets: { DATABASE: { as: 'file' } } }),
    path: 'config.secrets',
    says: ['/run/secrets/orders', 'config.file'],
    passes: watched({ secrets: { DATABASE: { as: 'file' } } }),
  },
  {
    id: 'file-claimed-once',
    breaks: watched({ files: { '/etc/app/config.yaml': 'a: 1' } }),
    path: 'config.file',
    says: ['/etc/app/config.yaml', 'config.files["/etc/app/config.yaml"]'],
    passes: watched({ files: { '/etc/app/config.yml': 'a: 1' } }),
  },
  {
    id: 'config-file-watched',
    breaks: watched({ reload: 'restart' }),
    path: 'config.file',
    says: ['/etc/app/config.yaml', 'config.reload: restart'],
    passes: watched(),
  },
  {
    id: 'config-file-holds-something',
    breaks: configured({ file: '/etc/app/config.yaml', reload: 'watch' }),
    path: 'config.file',
    says: ['/etc/app/config.yaml', 'neither of its server nor of its logs'],
    passes: configured({ file: '/etc/app/config.yaml', reload: 'watch' }, { observability: { logs: {} } }),
  },
  {
    id: 'config-fits',
    breaks: configured({ files: { '/etc/app/a': text(450_000), '/etc/app/b': text(450_001) } }),
    path: 'config.files',
    says: ['900001 bytes'],
    passes: configured({ files: { '/etc/app/a': text(450_000), '/etc/app/b': text(450_000) } }),
  },
  {
    id: 'config-fits',
    breaks: configured({
      variables: Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`V${n}`, text(90_000)])),
    }),
    path: 'config.variables',
    says: ['900020 bytes'],
    passes: configured({
      variables: Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`V${n}`, text(89_998)])),
    }),
  },
]);
