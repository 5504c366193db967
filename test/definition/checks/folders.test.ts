import { folderChecks } from '../../../lib/definition/checks/folders.js';
import { describeChecks } from '../../support/checks.js';
import { minimal } from '../../support/definitions.js';

const files = (...paths: string[]) => ({ files: Object.fromEntries(paths.map((path) => [path, ''])) });
const configured = (config: object, more = {}) => minimal({ config, ...more });
const token = { security: { serviceAccount: { token: true } } };
const watched = (file: string, config: object = {}) => configured({ file, reload: 'watch', ...config }, { server: {} });

describeChecks(folderChecks, [
  {
    id: 'folder-mountable',
    breaks: configured(files('/app.yaml')),
    path: 'config.files["/app.yaml"]',
    says: ['mounted on /'],
    passes: configured(files('/app/app.yaml')),
  },
  {
    id: 'folder-mountable',
    breaks: configured(files('/etc/app.yaml')),
    path: 'config.files["/etc/app.yaml"]',
    says: ['/etc'],
    passes: configured(files('/etc/app/app.yaml')),
  },
  {
    id: 'folder-mountable',
    breaks: minimal({ security: { writable: ['/proc/self'] } }),
    path: 'security.writable[0]',
    says: ['/proc/self'],
    passes: minimal({ security: { writable: ['/processed', '/dev/shm'] } }),
  },
  {
    id: 'folder-in-read-only',
    breaks: configured(files('/app/a.yaml', '/app/conf/b.yaml')),
    path: 'config.files["/app/conf/b.yaml"]',
    says: ['/app/conf', '/app', 'config.files["/app/a.yaml"]'],
    passes: configured(files('/app/a.yaml', '/application/b.yaml')),
  },
  {
    id: 'folder-in-read-only',
    breaks: configured(files('/app/a.yaml'), { security: { writable: ['/app/cache'] } }),
    path: 'security.writable[0]',
    says: ['/app/cache', '/app'],
    passes: configured(files('/app/conf/a.yaml'), { security: { writable: ['/app'] } }),
  },
  {
    id: 'folder-in-read-only',
    breaks: configured({ ...files('/run/secrets/a'), secrets: { DATABASE: { as: 'file' } } }),
    path: 'config.secrets',
    says: ['/run/secrets/orders', '/run/secrets'],
    passes: configured({ ...files('/run/secrets/a'), secrets: { DATABASE: {} } }),
  },
  {
    id: 'folder-in-read-only',
    breaks: configured(files('/var/run/a'), token),
    path: 'security.serviceAccount.token',
    says: ['/var/run/secrets/kubernetes.io/serviceaccount', '/var/run'],
    passes: configured(files('/var/app/a'), token),
  },
  {
    id: 'file-name-fits',
    breaks: configured(files('/etc/app/..data')),
    path: 'config.files["/etc/app/..data"]',
    says: ['..data'],
    passes: configured(files('/etc/app/.data')),
  },
  {
    id: 'file-name-fits',
    breaks: configured(files(`/etc/app/${'x'.repeat(241)}`)),
    path: `config.files["/etc/app/${'x'.repeat(241)}"]`,
    says: ['241 bytes'],
    passes: configured(files(`/etc/app/${'x'.repeat(240)}`)),
  },
  {
    id: 'folder-mountable',
    breaks: watched('/etc/config.yaml'),
    path: 'config.file',
    says: ['/etc'],
    passes: watched('/etc/app/config.yaml'),
  },
  {
    id: 'folder-in-read-only',
    breaks: watched('/app/conf/config.yaml', { files: { '/app/a.yaml': '' } }),
    path: 'config.file',
    says: ['/app/conf', '/app', 'config.files["/app/a.yaml"]'],
    passes: watched('/app/config.yaml', { files: { '/app/a.yaml': '' } }),
  },
  {
    id: 'file-name-fits',
    breaks: watched('/etc/app/..config.yaml'),
    path: 'config.file',
    says: ['..config.yaml'],
    passes: watched('/etc/app/.config.yaml'),
  },
]);
