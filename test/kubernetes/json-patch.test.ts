import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../lib/json.js';
import { applyPatch, type PatchOperation } from '../../lib/kubernetes/json-patch.js';

const deployment: Json = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'myapp', labels: { 'app.kubernetes.io/name': 'myapp' } },
  spec: {
    replicas: 3,
    paused: null,
    template: { spec: { containers: [{ name: 'myapp' }, { name: 'proxy' }], volumes: [] } },
  },
};

const patched = (...operations: readonly PatchOperation[]): unknown => applyPatch(deployment, operations);

function messageOf(...operations: readonly PatchOperation[]): string {
  try {
    patched(...operations);
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return 'no error';
}

describe('applyPatch', () => {
  test('operations apply in order, each to what the one before made', () => {
    expect(
      patched(
        { op: 'add', path: '/spec/strategy', value: {} },
        { op: 'add', path: '/spec/strategy/type', value: 'Recreate' },
        { op: 'remove', path: '/spec/replicas' },
        { op: 'replace', path: '/metadata/labels/app.kubernetes.io~1name', value: 'other' },
        { op: 'add', path: '/spec/template/spec/containers/-', value: { name: 'last' } },
        { op: 'add', path: '/spec/template/spec/containers/0', value: { name: 'first' } },
        { op: 'replace', path: '/spec/paused', value: true },
      ),
    ).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'myapp', labels: { 'app.kubernetes.io/name': 'other' } },
      spec: {
        paused: true,
        strategy: { type: 'Recreate' },
        template: { spec: { containers: ['first', 'myapp', 'proxy', 'last'].map((name) => ({ name })), volumes: [] } },
      },
    });
  });

  test('neither the object nor the operations are changed', () => {
    const value = { type: 'Recreate' };
    const [object, operation] = [structuredClone(deployment), { op: 'add', path: '/spec/strategy', value } as const];
    const result = applyPatch(object, [operation, { op: 'add', path: '/spec/strategy/more', value: 1 }]);
    expect(object).toEqual(deployment);
    expect(value).toEqual({ type: 'Recreate' });
    expect(result).not.toBe(object);
  });

  test('a parent that is missing is named, with what stands above it and the nearest key', () => {
    expect(messageOf({ op: 'add', path: '/spec/tempalte/spec/hostNetwork', value: true })).toBe(
      'patch of Deployment "myapp": cannot add "/spec/tempalte/spec/hostNetwork": there is no "/spec/tempalte" to add it in; "/spec" has "replicas", "paused", "template"; did you mean "template"?',
    );
  });

  test('a replacement or a removal of nothing is an error', () => {
    expect(messageOf({ op: 'replace', path: '/spec/replica', value: 1 })).toContain(
      'there is nothing there; "/spec" has "replicas", "paused", "template"; did you mean "replicas"?',
    );
    expect(messageOf({ op: 'remove', path: '/data' })).toContain(
      'the object has "apiVersion", "kind", "metadata", "spec"',
    );
    expect(messageOf({ op: 'remove', path: '/spec/template/spec/containers/2' })).toContain(
      '"/spec/template/spec/containers" is a list with the indices 0 to 1',
    );
    expect(messageOf({ op: 'remove', path: '/spec/template/spec/volumes/0' })).toContain('is an empty list');
    expect(messageOf({ op: 'replace', path: '/spec/template/spec/containers/-', value: 1 })).toContain('nothing there');
    expect(messageOf({ op: 'add', path: '/spec/template/spec/containers/9', value: 1 })).toContain('nothing there');
    expect(messageOf({ op: 'add', path: '/spec/template/spec/containers/01', value: 1 })).toContain('nothing there');
    expect(messageOf({ op: 'add', path: '/spec/replicas/x', value: 1 })).toContain('"/spec/replicas" is 3');
  });

  test('a key that reaches into the language is refused', () => {
    for (const key of ['__proto__', 'constructor', 'prototype']) {
      expect(messageOf({ op: 'add', path: `/metadata/${key}/x`, value: 1 })).toContain(`"${key}" cannot be a key`);
    }
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  test.each([
    { op: 'replace', path: '/apiVersion', value: 'v2' },
    { op: 'replace', path: '/kind', value: 'StatefulSet' },
    { op: 'replace', path: '/metadata/name', value: 'other' },
    { op: 'add', path: '/metadata/namespace', value: 'other' },
    { op: 'replace', path: '/metadata', value: { labels: {} } },
    { op: 'remove', path: '/metadata' },
  ] as const)('$op $path may not make another object', (operation) => {
    expect(messageOf(operation)).toContain(
      'a patch cannot make another object: apiVersion "apps/v1", kind "Deployment"',
    );
  });

  test('a path that is no pointer and an operation that is none are refused', () => {
    expect(messageOf({ op: 'add', path: 'spec', value: 1 })).toContain('a path starts with "/"');
    expect(messageOf({ op: 'replace', path: '', value: {} })).toContain('cannot be the whole object');
    expect(messageOf({ op: 'add', path: '/metadata/labels/a~b', value: '' })).toContain('"~" is written "~0"');
    expect(messageOf({ op: 'add', path: '/spec/x' })).toContain('add needs a value');
    const foreign: unknown = { op: 'move', path: '/spec/x', from: '/spec/replicas' };
    expect(messageOf(foreign as PatchOperation)).toContain(
      'the operation is "move", but can be "add", "replace" or "remove"',
    );
  });

  test('what is added can be read where it was added, and its removal gives back the object', () => {
    const key = fc
      .string({ minLength: 1 })
      .filter((text) => !['__proto__', 'constructor', 'prototype', 'spec'].includes(text));
    fc.assert(
      fc.property(key, fc.jsonValue(), (name, any) => {
        const path = `/spec/new${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
        const value: Json = JSON.parse(JSON.stringify(any));
        const added = applyPatch(deployment, [{ op: 'add', path, value }]);
        expect(added).toEqual({ ...deployment, spec: { ...(deployment.spec as object), [`new${name}`]: value } });
        expect(applyPatch(added, [{ op: 'remove', path }])).toEqual(deployment);
      }),
    );
  });
});
