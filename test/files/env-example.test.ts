import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { envExample } from '../../lib/files/env-example.js';
import { isGenerated } from '../../lib/files/marker.js';
import type { ConfigEntry, LocalService } from '../../lib/local/types/local.js';
import { finishedOrders } from '../support/local-orders.js';
import { readDotenv } from './quoting/dotenv-model.js';
import '../support/seed.js';

const entry = (name: string, more: Partial<ConfigEntry> = {}): ConfigEntry => ({
  name,
  type: 'string',
  required: false,
  description: '',
  reload: 'restart',
  origin: 'config',
  ...more,
});

const example = (configuration: readonly ConfigEntry[], local: Partial<LocalService['local']> = {}): string =>
  envExample({ ...finishedOrders, configuration, local: { ...finishedOrders.local, ...local } });

/** Each variable with its lines, without the heading. */
const paragraphs = (text: string): readonly string[] => text.trimEnd().split('\n\n').slice(1);

describe('the example', () => {
  test('begins with the marker and says where values go', () => {
    const text = example([]);
    expect(isGenerated(text)).toBe(true);
    expect(text).toContain('Values for this machine go into .env, which is never committed');
  });

  test('shows a default behind #, with description, type, allowed values and whether it is required', () => {
    const configuration = [
      entry('LOG_LEVEL', { default: 'info', allowed: ['info', ''], description: 'least level', origin: 'logs' }),
      entry('PORT', { type: 'port', default: '8080', required: true }),
      entry('GREETING', { default: "it's\n$5" }),
      entry('POD_IP', { origin: 'kubernetes' }),
    ];
    expect(paragraphs(example(configuration))).toEqual([
      '# least level\n# string, one of info, ""\n# LOG_LEVEL=info',
      '# port; required\n# PORT=8080',
      String.raw`# string
# GREETING="it's\n\$5"`,
      '# string; given by the cluster\n# POD_IP=',
    ]);
  });

  test('shows where the configuration file is here', () => {
    const file = { path: '/etc/app/a.yaml', source: '.slipway/files/etc/app/a.yaml', content: 'a: 1', keep: false };
    const configuration = [entry('CONFIG_FILE', { default: '/etc/app/a.yaml', origin: 'file' })];
    expect(paragraphs(example(configuration, { files: [file] }))).toEqual([
      '# string\n# CONFIG_FILE=.slipway/files/etc/app/a.yaml',
    ]);
  });

  test('shows no value of a secret, and where the stand-in of a file is', () => {
    const secret = { required: true, secret: 'env', default: 'hunter2' } as const;
    const file = { path: '/run/KEY', source: '.slipway/secrets/KEY', content: 'hunter3', keep: true };
    const credentials = [
      { key: 'GIVEN', value: 'hunter4', description: 'as above' },
      { key: 'KEY', value: 'hunter6', description: 'password of postgres' },
      { key: 'ROOT_PASSWORD', value: 'hunter5', description: 'password of root' },
      { key: 'LICENCE', value: '', description: '' },
    ];
    const configuration = [entry('TOKEN', secret), entry('GIVEN', secret), entry('KEY', { ...secret, secret: 'file' })];
    const text = example(configuration, { credentials, files: [file] });
    expect(text).not.toContain('hunter');
    expect(paragraphs(text)).toEqual([
      '# string; required; secret\nTOKEN=',
      '# string; required; secret\n# GIVEN=',
      '# string; required; secret\n# KEY_FILE=.slipway/secrets/KEY',
      '# password of postgres\n# local only; secret\n# KEY=',
      '# password of root\n# local only; secret\n# ROOT_PASSWORD=',
      '# local only; secret\nLICENCE=',
    ]);
  });

  test('leaves open what is required and given nowhere, and nothing else', () => {
    const configuration = [entry('OPEN', { required: true }), entry('GIVEN', { required: true }), entry('OPTIONAL')];
    const text = example(configuration, { variables: [{ name: 'GIVEN', value: [{ kind: 'text', text: 'x' }] }] });
    expect(readDotenv(text)).toEqual(new Map([['OPEN', '']]));
  });

  test('says each default so that Compose reads it as it was once its # is gone, and sets nothing before', () => {
    const text = fc.string({ unit: fc.constantFrom(...'\'"\\$`{}#= \n\ran', 'B=1') });
    fc.assert(
      fc.property(text, text, (value, description) => {
        const copied = example([entry('A', { default: value, description })]);
        expect(readDotenv(copied).size).toBe(0);
        const last = copied.trimEnd().split('\n').at(-1) ?? '';
        expect(readDotenv(last.replace(/^# /, ''))).toEqual(new Map([['A', value]]));
      }),
    );
  });
});
