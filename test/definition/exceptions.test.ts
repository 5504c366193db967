import { describe, expect, test } from 'vitest';
import { Definition } from '../../lib/definition/index.js';
import { minimal } from '../support/definitions.js';

const fails = (more: object) =>
  (Definition.safeParse(minimal({ ...more })).error?.issues ?? []).map(({ path }) => path.join('.'));
const waiver = {
  rule: 'kube-linter/privileged-ports',
  reason: 'old clients need it',
  owner: 'me',
  expires: '2030-01-31',
};
const patch = (operation: object, target: object = { kind: 'Deployment' }) => ({
  patches: [{ target, operations: [operation] }],
});

describe('a waiver', () => {
  test('needs rule, reason, owner and the day on which it ends', () => {
    expect(fails({ waivers: [waiver] })).toEqual([]);
    expect(fails({ waivers: [{}] })).toEqual(['rule', 'reason', 'owner', 'expires'].map((key) => `waivers.0.${key}`));
  });

  test.each([
    ['rule', 'privileged-ports'],
    ['reason', '         so         '],
    ['owner', ' '],
    ['expires', '2030-02-30'],
    ['expires', '31.1.2030'],
  ])('cannot have the %s %j', (key, value) => {
    expect(fails({ waivers: [{ ...waiver, [key]: value }] })).toEqual([`waivers.0.${key}`]);
  });
});

describe('a patch', () => {
  test.each(['/spec/paused', '/metadata/annotations/example.com~1team', '/spec/containers/-'])('takes %s', (path) => {
    expect(fails(patch({ op: 'add', path, value: null }))).toEqual([]);
  });

  test.each(['', 'spec', '/spec/a~2b'])('refuses %j as a place', (path) => {
    expect(fails(patch({ op: 'add', path, value: 1 }))).toEqual(['patches.0.operations.0.path']);
  });

  test('names a kind as Kubernetes spells it', () => {
    expect(fails(patch({ op: 'remove', path: '/a' }, { kind: 'deployment' }))).toEqual(['patches.0.target.kind']);
  });

  test('does something', () => {
    expect(fails({ patches: [{ target: { kind: 'Deployment' }, operations: [] }] })).toEqual(['patches.0.operations']);
    expect(fails(patch({ op: 'test', path: '/a', value: 1 }))).toEqual(['patches.0.operations.0.op']);
  });
});
