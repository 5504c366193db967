import { describe, expect, test } from 'vitest';
import { migration } from '../../lib/service/migrations.js';
import { minimal, resolved } from '../support/definitions.js';
import { parsed } from '../support/shorthands.js';

const workload = { kind: 'service', command: ['/app/orders'], args: ['serve'], workingDir: '/app' };

describe('what migrates', () => {
  test('is nothing unless the definition says so', () => {
    expect(migration(parsed())).toBeUndefined();
    expect(resolved(minimal()).initContainers).toEqual([]);
  });

  test.each([
    ['the image itself', {}, ['up'], { args: ['up'] }],
    ['the program of the service', { workload }, ['up'], { command: ['/app/orders'], args: ['up'] }],
    ['another program', { workload }, { command: ['/app/up'] }, { command: ['/app/up'] }],
    ['both', {}, { command: ['/app/db'], args: ['up'] }, { command: ['/app/db'], args: ['up'] }],
  ])('is %s', (_, more, migrations, line) => {
    expect(migration(parsed({ ...more, migrations }))).toStrictEqual(line);
  });

  test('is the container of the service with another command line, which nobody calls or asks', () => {
    const { container, initContainers } = resolved(
      minimal({
        workload,
        migrations: ['up'],
        config: { variables: { A: 'b' }, secrets: { TOKEN: {}, KEY: { as: 'file' } }, files: { '/etc/app/a': 'b' } },
        security: { writable: ['/tmp'] },
      }),
      { kubernetes: '1.34' },
    );
    expect(container).toHaveProperty('preStopSleepSeconds');
    const { preStopSleepSeconds, ...same } = container;
    expect(initContainers).toStrictEqual([{ ...same, name: 'migrate', args: ['up'], ports: [], probes: {} }]);
  });

  test('is no container of the pod where a pipeline of the team migrates', () => {
    const service = resolved(minimal({ migrations: { args: ['up'], kubernetes: 'none' } }));
    expect(service.initContainers).toEqual([]);
  });
});
