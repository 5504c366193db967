import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { organisation } from '../apps/organisation.js';
import { check, type KubernetesObject, staleWaivers, unknownWaivers } from '../lib/rules/index.js';

const snapshots = fileURLToPath(new URL('./snapshots/', import.meta.url));
const files = [...(await organisation()).files()].map(({ path, text }) => ({
  environment: path.slice(0, path.indexOf('/')),
  snapshot: path.replace(/\.k8s\.yaml$/, '.yaml'),
  text,
}));
const environments = [...new Set(files.map(({ environment }) => environment))];

const objectsOf = (texts: readonly string[]): readonly KubernetesObject[] =>
  texts.flatMap((text) => parseAllDocuments(text).map((document) => document.toJS() as KubernetesObject));

describe('the example organisation', () => {
  test.each(files)('becomes $snapshot', async ({ snapshot, text }) => {
    await expect(text).toMatchFileSnapshot(`${snapshots}${snapshot}`);
  });

  test('has no snapshot of a service that is gone', () => {
    const kept = readdirSync(snapshots, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml'));
    expect(kept.sort()).toEqual(files.map(({ snapshot }) => snapshot).sort());
  });

  test('has each service in each environment, with a chart of the platform', () => {
    const names = ['_platform', 'ledger', 'mailer', 'myapp', 'report'];
    expect(files.map(({ snapshot }) => snapshot).sort()).toEqual(
      environments.flatMap((environment) => names.map((name) => `${environment}/${name}.yaml`)).sort(),
    );
  });

  describe.each(environments)('in %s', (environment) => {
    const objects = objectsOf(files.filter((file) => file.environment === environment).map(({ text }) => text));

    test('meets every rule, all objects together', () => {
      expect(check(objects)).toEqual([]);
    });

    test('waives nothing that there is not, and nothing that it passes', () => {
      expect(unknownWaivers(objects)).toEqual([]);
      expect(staleWaivers(objects)).toEqual([]);
    });
  });
});
