import { describe, expect, test } from 'vitest';
import { configDoc } from '../../lib/files/config-doc.js';
import { marker } from '../../lib/files/marker.js';
import type { ConfigEntry } from '../../lib/local/types/local.js';
import { finishedOrders } from '../support/local-orders.js';

const level: ConfigEntry = {
  name: 'LOG_LEVEL',
  type: 'string',
  allowed: ['info', 'a|b'],
  default: 'info',
  required: false,
  description: 'least level\nthat is written',
  reload: 'watch',
  origin: 'logs',
};
const password: ConfigEntry = {
  name: 'DB_PASSWORD',
  type: 'string',
  required: true,
  secret: 'file',
  description: '',
  reload: 'restart',
  origin: 'config',
};

const podAddress: ConfigEntry = {
  name: 'POD_IP',
  type: 'string',
  required: true,
  description: '',
  reload: 'restart',
  origin: 'kubernetes',
};

describe('the table of the configuration', () => {
  test('has variables, secrets, files and what comes from elsewhere, each where there are some', () => {
    const text = configDoc({
      ...finishedOrders,
      configuration: [
        level,
        { ...level, name: 'EMPTY', type: 'url', default: '', required: true, reload: 'restart' },
        podAddress,
        password,
        { ...password, name: 'TOKEN', secret: 'env', required: false, description: '<b>token</b>' },
      ],
      config: {
        ...finishedOrders.config,
        files: { '/etc/orders/a.yaml': { content: 'hidden', mode: '0444' } },
        envFrom: [
          { kind: 'configMap', name: 'shared', optional: false },
          { kind: 'secret', name: 'legacy', prefix: 'OLD_', optional: true },
        ],
      },
    });
    expect(text).toBe(`${marker('html', 'service.ts')}

# Configuration of orders

Reload says what a change does: \`restart\` replaces the pods, \`watch\` is seen by the running process.

## Variables

| name | type | default | required | secret | description | reload |
| --- | --- | --- | --- | --- | --- | --- |
| \`LOG_LEVEL\` | string: \`info\`, <code>a&#124;b</code> | \`info\` | no | no | least level<br>that is written | watch |
| \`EMPTY\` | url: \`info\`, <code>a&#124;b</code> | *empty* | yes | no | least level<br>that is written | restart |
| \`POD_IP\` | string | *from the cluster* | yes | no | – | restart |

## Secrets

| name | type | default | required | secret | description | reload |
| --- | --- | --- | --- | --- | --- | --- |
| \`DB_PASSWORD\` | string | – | yes | in the file that \`DB_PASSWORD_FILE\` names | – | restart |
| \`TOKEN\` | string | – | no | in the variable | &#60;b&#62;token&#60;/b&#62; | restart |

## Files

| path | mode | reload |
| --- | --- | --- |
| \`/etc/orders/a.yaml\` | 0444 | restart |

## From elsewhere

- all keys of the ConfigMap \`shared\`
- all keys of the Secret \`legacy\`, each behind \`OLD_\`
`);
  });

  test('says so where there is nothing to configure', () => {
    expect(configDoc(finishedOrders)).toBe(
      `${marker('html', 'service.ts')}\n\n# Configuration of orders\n\nThere is nothing to configure.\n`,
    );
  });

  test('never shows the value of a secret', () => {
    const text = configDoc({ ...finishedOrders, configuration: [{ ...password, default: 'hunter2' }] });
    expect(text).not.toContain('hunter2');
  });

  test('has the configuration file among the files', () => {
    const config = { ...finishedOrders.config, file: '/etc/orders/config.yaml', reload: 'watch' as const };
    expect(configDoc({ ...finishedOrders, configuration: [level], config })).toContain(
      '## Files\n\n| path | mode | reload |\n| --- | --- | --- |\n| `/etc/orders/config.yaml` | 0444 | watch |\n',
    );
  });
});
