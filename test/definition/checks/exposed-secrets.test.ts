import { exposedSecretChecks } from '../../../lib/definition/checks/exposed-secrets.js';
import { describeChecks } from '../../support/checks.js';
import { minimal } from '../../support/definitions.js';

const cloudKey = 'AKIAABCDEFGHIJKLMNOP';
const live = (probe: object) => minimal({ health: { live: probe, ready: '/readyz' } });
const header = (name: string, value: string) => live({ path: '/livez', headers: [{ name, value }] });
const patching = (value: unknown) =>
  minimal({
    patches: [{ target: { kind: 'Deployment' }, operations: [{ op: 'add', path: '/spec/template/x', value }] }],
  });

describeChecks(exposedSecretChecks, [
  {
    id: 'secret-in-manifest',
    breaks: minimal({ annotations: { 'example.com/access': cloudKey } }),
    path: 'annotations["example.com/access"]',
    says: ['secret'],
    passes: minimal({ annotations: { 'example.com/password-policy': 'strict' } }),
  },
  {
    id: 'secret-in-manifest',
    breaks: minimal({ description: `uses ${cloudKey}` }),
    path: 'description',
    says: ['secret'],
    passes: minimal({ description: 'keeps a key of the cloud' }),
  },
  {
    id: 'secret-in-manifest',
    breaks: minimal({ network: { services: { public: { ports: ['http'], annotations: { [cloudKey]: 'x' } } } } }),
    path: 'network.services.public.annotations[(hidden)]',
    says: ['secret'],
    passes: minimal({ network: { services: { public: { ports: ['http'], annotations: { key: 'x' } } } } }),
  },
  {
    id: 'secret-in-manifest',
    breaks: header('Authorization', 'Basic bWU6aGVsbG8='),
    path: 'health.live.headers[0].value',
    says: ['secret'],
    passes: header('X-Probe', 'kubelet'),
  },
  {
    id: 'secret-in-manifest',
    breaks: live({ kind: 'exec', command: ['/check', cloudKey] }),
    path: 'health.live.command[1]',
    says: ['secret'],
    passes: live({ kind: 'exec', command: ['/check', 'key'] }),
  },
  {
    id: 'secret-in-manifest',
    breaks: patching([{ name: 'X', value: cloudKey }]),
    path: 'patches[0].operations[0].value',
    says: ['secret'],
    passes: patching([{ name: 'X', value: 'key' }]),
  },
]);
