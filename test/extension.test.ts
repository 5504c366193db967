import { describe, expect, test } from 'vitest';
import { environments, organisation } from '../apps/organisation.js';
import { PaymentsChart } from '../apps/payments/chart.js';
import { OrganisationDefinition } from '../apps/payments/definition.js';
import platform from '../apps/platform.js';
import { DefinitionError } from '../lib/definition/problems.js';
import type { JsonObject } from '../lib/json.js';
import { resolve } from '../lib/service.js';
import { objectsOf } from '../lib/synth/objects.js';
import { SlipwayApp } from '../lib/synth.js';

const ledger = {
  name: 'ledger',
  team: 'payments',
  image: `registry.example.com/acme/ledger:3.0.2@sha256:${'a'.repeat(64)}`,
  presets: ['contract', 'payments'],
};
const options = { platform, environment: 'production', schema: OrganisationDefinition };

const files = async () =>
  new Map(Array.from((await organisation('/nowhere')).files(), ({ path, text }): [string, string] => [path, text]));

describe('a team extends the kit', () => {
  test('with a field of its own, which is checked with the definition', () => {
    const service = resolve({ ...ledger, queue: { topic: 'bookings', retention: '72h' } }, options);
    expect(service.extension).toEqual({ queue: { topic: 'bookings', retention: '72h' } });
    expect(() => resolve({ ...ledger, queue: { topic: 'Bookings!', retention: 72 }, replcas: 3 }, options)).toThrow(
      DefinitionError,
    );
    try {
      resolve({ ...ledger, queue: { topic: 'Bookings!', retention: 72 }, replcas: 3 }, options);
    } catch (error) {
      const paths = error instanceof DefinitionError ? error.problems.map(({ path }) => path).sort() : [];
      expect(paths).toEqual(['queue.retention', 'queue.topic', 'replcas']);
    }
  });

  test('and definitions without the extension do not know the field', () => {
    expect(() =>
      resolve({ ...ledger, queue: { topic: 'bookings', retention: '72h' } }, { platform, environment: 'production' }),
    ).toThrow(/queue: unknown key/);
  });

  test('with a construct of its own, rendered from that field, and an L2 construct, in the same file', () => {
    const service = resolve({ ...ledger, queue: { topic: 'bookings', retention: '72h' } }, options);
    const objects: readonly JsonObject[] = objectsOf(new PaymentsChart(new SlipwayApp(), service));
    expect(objects.find(({ kind }) => kind === 'QueueClaim')).toMatchObject({
      metadata: { name: 'ledger', namespace: 'ledger', labels: { app: 'ledger' } },
      spec: { topic: 'bookings', retention: '72h' },
    });
    const dashboard = objects.find(({ metadata }) => (metadata as JsonObject).name === 'ledger-dashboard');
    expect(dashboard).toMatchObject({
      kind: 'ConfigMap',
      metadata: { namespace: 'ledger', labels: { grafana_dashboard: '1', app: 'ledger' } },
    });
  });

  test('with a preset of the platform, under the definition', () => {
    expect(resolve(ledger, options).shutdown).toMatchObject({ timeoutSeconds: 30, gracePeriodSeconds: 40 });
    expect(resolve({ ...ledger, shutdown: { timeout: '25s' } }, options).shutdown.timeoutSeconds).toBe(25);
    expect(resolve(ledger, options).labels['example.com/data-class']).toBe('financial');
  });

  test('with a mixin on every object of all services', async () => {
    const written = await files();
    for (const [path, text] of written) {
      if (path.includes('_platform')) continue;
      const centre = path.endsWith('ledger.k8s.yaml') ? '4711' : '1000';
      const documents = text.split(/^---$/m).length;
      expect([path, text.split(`example.com/cost-centre: "${centre}"`).length - 1]).toEqual([path, documents]);
    }
  });

  test('and every service of the organisation resolves in every environment', async () => {
    const names = (await environments()).map(({ name, services }) => [name, services.map((service) => service.name)]);
    const all = ['ledger', 'mailer', 'myapp', 'report'];
    expect(names).toEqual([
      ['dev', all],
      ['staging', all],
      ['production', all],
    ]);
  });
});
