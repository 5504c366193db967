import { describe, expect, test } from 'vitest';
import { neighbourOf, read } from '../../../lib/service.js';
import type { Fields } from '../../support/definitions.js';
import { cluster, minimal, problemsOf, resolved, worker } from '../../support/definitions.js';

const beside = (input: Fields, ...others: readonly Fields[]) =>
  problemsOf(() =>
    resolved(
      input,
      {},
      {
        neighbours: new Map(others.map((one) => [String(one.name), neighbourOf(read(one, { platform: cluster() }))])),
      },
    ),
  );
const cart = (network: object = {}, more: Fields = {}) =>
  minimal({ name: 'cart', network: { callers: ['orders'], ...network }, ...more });
const calling = (call: unknown) => minimal({ network: { calls: [call] } });

describe('a call', () => {
  test('to a service that is there, has the port and lets it in, is no problem', () => {
    expect(beside(calling('cart'), cart())).toEqual([]);
  });

  test('to a service that is not there says which was meant (callee-exists)', () => {
    expect(beside(calling('crat'), cart())).toEqual([
      {
        path: 'network.calls[0]',
        check: 'callee-exists',
        message: 'there is no service "crat" to call',
        value: 'crat',
        allowed: 'cart',
        fix: expect.stringContaining('did you mean "cart"?'),
      },
    ]);
    expect(beside(calling('toString'.toLowerCase()))).toMatchObject([{ check: 'callee-exists', allowed: 'none' }]);
  });

  test('to a port that is not there lists those that are (callee-port-exists)', () => {
    expect(beside(calling({ service: 'cart', port: 'grpc' }), cart())).toMatchObject([
      {
        path: 'network.calls[0].port',
        check: 'callee-port-exists',
        message: '"cart" has no port "grpc"',
        allowed: 'http',
      },
    ]);
  });

  test('to one of several ports must name it (callee-port-exists)', () => {
    const health = { live: { path: '/l', port: 'a' }, ready: { path: '/r', port: 'a' } };
    const several = cart({ ports: { a: 9000, b: 9001 } }, { health });
    expect(beside(calling('cart'), several)).toMatchObject([{ check: 'callee-port-exists', allowed: 'a, b' }]);
    expect(beside(calling({ service: 'cart', port: 'b' }), several)).toEqual([]);
  });

  test('to a service that does not let it in says where to add it (caller-admitted)', () => {
    expect(beside(calling('cart'), cart({ callers: ['stock'] }))).toMatchObject([
      {
        path: 'network.calls[0]',
        check: 'caller-admitted',
        message: '"cart" does not let "orders" call it',
        allowed: 'stock',
        fix: 'add orders to network.callers of cart',
      },
    ]);
  });
});

describe('a caller', () => {
  test('that is not there is refused (caller-exists)', () => {
    expect(beside(minimal({ network: { callers: ['crat'] } }), cart({ callers: [] }))).toMatchObject([
      { path: 'network.callers[0]', check: 'caller-exists', message: 'there is no service "crat" that could call' },
    ]);
  });

  test('needs a port to call (callers-need-a-port)', () => {
    const none = worker({ network: { callers: [{ kind: 'namespace', namespace: 'shop' }] } });
    expect(beside(none)).toMatchObject([
      { path: 'network.callers', check: 'callers-need-a-port', fix: expect.stringContaining('network.ports') },
    ]);
  });
});
