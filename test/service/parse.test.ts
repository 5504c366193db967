import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Definition } from '../../lib/definition/index.js';
import { DefinitionError } from '../../lib/definition/problems.js';
import { localPlatform } from '../../lib/platform.js';
import { parse } from '../../lib/service/parse.js';
import type { Fields } from '../support/definitions.js';
import { minimal, problemsOf } from '../support/definitions.js';

const options = { platform: localPlatform, environment: 'local', source: 'orders.yaml' };
const problems = (more: Fields) => problemsOf(() => parse(Definition, minimal(more), options));
const paths = (more: Fields) => problems(more).map(({ path }) => path);

describe('parse', () => {
  test('lists every problem at once: unknown key, wrong type, range, request above limit, timing', () => {
    const wrong = {
      nmae: 'x',
      team: 5,
      network: { ports: { http: 70_000 } },
      resources: { memory: { request: '1Gi', limit: '512Mi' } },
      server: { writeTimeout: '1m' },
      environments: { local: { scaling: { min: 3, max: 2 } } },
    };
    expect(problems(wrong)).toMatchObject([
      { path: 'team', message: expect.stringContaining('found number 5') },
      { path: 'network.ports.http', value: '70000', message: expect.stringContaining('1 to 65535') },
      { path: 'nmae', fix: 'did you mean "name"?' },
      { path: 'resources.memory.request', check: 'request-within-limit', message: 'request 1Gi is above limit 512Mi' },
      { path: 'server.writeTimeout', check: 'write-timeout-within-shutdown' },
      { path: 'environments.local.scaling.min', check: 'min-within-max' },
    ]);
  });

  test('its error names the file, and each problem with path, value, what is allowed, and a fix', () => {
    const input = minimal({ scaling: { min: 3, max: 2 } });
    expect(() => parse(Definition, input, options)).toThrow(
      new DefinitionError('orders.yaml', [
        {
          path: 'scaling.min',
          check: 'min-within-max',
          message: 'min 3 is above max 2',
          value: '3',
          allowed: '1 to 2',
          fix: 'lower scaling.min or raise scaling.max',
        },
      ]),
    );
  });

  test('the rules that span fields are asked even when name and team are missing', () => {
    expect(paths({ name: undefined, team: undefined, scaling: { min: 3, max: 2 } })).toEqual([
      'name',
      'team',
      'scaling.min',
    ]);
  });

  test('but not about a concern that is malformed already', () => {
    expect(paths({ scaling: { min: 3, max: 2, cpu: 70 } })).toEqual(['scaling.cpu']);
    expect(paths({ health: { live: '/livez', redy: '/readyz' } })).toEqual(['health.redy']);
  });

  test('an extension of the schema is checked with the rest', () => {
    const Extended = Definition.extend({ queue: z.strictObject({ topic: z.string() }) });
    const find = (more: Fields) => problemsOf(() => parse(Extended, minimal(more), options));
    expect(find({ scaling: { min: 3, max: 2 } }).map(({ path }) => path)).toEqual(['queue', 'scaling.min']);
    expect(find({ queue: { topic: 1, size: 2 } }).map(({ path }) => path)).toEqual(['queue.topic', 'queue.size']);
    expect(parse(Extended, minimal({ queue: { topic: 'orders' } }), options).definition.queue).toEqual({
      topic: 'orders',
    });
  });
});

const long = 'o'.repeat(64);
describe.each<readonly [string, Fields, string, RegExp]>([
  ['a name that is too long', { name: long }, 'name', /1-63 lower-case/],
  ['a name that is no DNS label', { name: 'Order_API' }, 'name', /lower-case/],
  ['a name that starts with a digit', { name: '3scale' }, 'name', /starting with a letter/],
  ['a name with a line break', { name: 'a\nb' }, 'name', /lower-case/],
  ['a name that reads from right to left', { name: 'ord\u202eers' }, 'name', /lower-case/],
  ['a number as a name', { name: 5 }, 'name', /expected string/],
  ['a port that is text', { network: { ports: { http: '8080' } } }, 'network.ports.http', /number/],
  ['a port that is 0', { network: { ports: { http: 0 } } }, 'network.ports.http', /1 to 65535/],
  ['a port that is no whole number', { network: { ports: { http: 80.5 } } }, 'network.ports.http', /integer/],
  ['ports without names', { network: { ports: [8080] } }, 'network.ports', /object/],
  ['a port named by a number', { network: { ports: { 8080: 8080 } } }, 'network.ports["8080"]', /at least one letter/],
  [
    'a port name that is too long',
    { network: { ports: { 'a-very-long-name': 1 } } },
    'network.ports.a-very-long-name',
    /1-15/,
  ],
  ['a duration without a unit', { shutdown: { drain: 5 } }, 'shutdown.drain', /add a unit/],
  ['a fraction of a second', { shutdown: { drain: '500ms' } }, 'shutdown.drain', /whole seconds/],
  ['a negative duration', { shutdown: { timeout: '-5s' } }, 'shutdown.timeout', /negative/],
  ['a quantity in the wrong case', { resources: { memory: '512mi' } }, 'resources.memory', /exactly this case/],
  ['a quantity with a B', { resources: { memory: '512MB' } }, 'resources.memory', /leave out the final B/],
  ['a negative quantity', { resources: { cpu: -1 } }, 'resources.cpu', /negative/],
  ['too large a quantity', { resources: { cpu: 1e30 } }, 'resources.cpu', /larger than/],
  ['a percentage without its sign', { scaling: { max: 5, cpu: 70 } }, 'scaling.cpu', /sign/],
  ['too many pods', { scaling: 10_001 }, 'scaling', /number of pods|10000/],
  ['pods by a word', { scaling: 'three' }, 'scaling', /number of pods/],
  ['an autoscaler without a maximum', { scaling: { min: 2 } }, 'scaling.max', /required/],
  ['a cron job without its schedule', { workload: 'cron' }, 'workload', /needs its schedule/],
  ['an unknown kind of workload', { workload: { kind: 'deamon' } }, 'workload.kind', /not one of/],
  [
    'a schedule that never runs',
    { workload: { kind: 'cron', schedule: '0 0 31 2 *' } },
    'workload.schedule',
    /never run/,
  ],
  ['an unknown kind of probe', { health: { live: { kind: 'htp' } } }, 'health.live.kind', /not one of/],
  ['a probe path without /', { health: { live: 'livez' } }, 'health.live', /starts with \//],
  [
    'a header that breaks the line',
    { health: { live: { path: '/a', headers: [{ name: 'A', value: 'b\r\nC: d' }] } } },
    'health.live.headers[0].value',
    /line breaks/,
  ],
  ['root as the user', { security: { user: 0 } }, 'security.user', /0 is root/],
  [
    'a capability that restricted forbids',
    { security: { capabilities: ['SYS_ADMIN'] } },
    'security.capabilities[0]',
    /NET_BIND_SERVICE/,
  ],
  ['the root folder', { security: { writable: ['/'] } }, 'security.writable[0]', /absolute path/],
  ['a folder that climbs', { security: { writable: ['/tmp/../etc'] } }, 'security.writable[0]', /\.\./],
  [
    'a configuration file that is no YAML',
    { config: { file: '/etc/app/config.json', reload: 'watch' } },
    'config.file',
    /ends in \.yaml or \.yml/,
  ],
  ['a server that listens on a name', { server: { host: 'localhost' } }, 'server.host', /IP address/],
  [
    'a proxy by its name',
    { server: { trustedProxies: ['10.0.0.7', 'proxy'] } },
    'server.trustedProxies[1]',
    /an address range or an address/,
  ],
  ['a relative file', { config: { files: { 'app.yaml': '' } } }, 'config.files["app.yaml"]', /absolute path/],
  [
    'a variable that starts with a digit',
    { config: { variables: { '1A': '' } } },
    'config.variables["1A"]',
    /not starting with a digit/,
  ],
  ['a list as a variable', { config: { variables: { A: [1] } } }, 'config.variables.A', /text, a number/],
  [
    'a prefix that no variable can have',
    { config: { envFrom: [{ kind: 'secret', name: 'a', prefix: 'a/b' }] } },
    'config.envFrom[0].prefix',
    /variable name/,
  ],
  [
    'a key that no Secret can have',
    { config: { secrets: { A: { kind: 'secret', name: 'a', key: '..data' } } } },
    'config.secrets.A.key',
    /letters, digits/,
  ],
  ['a host with a port', { network: { expose: 'a.example.com:80' } }, 'network.expose.host', /without a port/],
  ['a URL as a host', { network: { expose: 'https://a.example.com' } }, 'network.expose.host', /host name/],
  ['an empty host', { network: { expose: '' } }, 'network.expose.host', /host name/],
  [
    'an address range without a prefix',
    { network: { callers: [{ kind: 'cidr', cidr: '10.0.0.0' }] } },
    'network.callers[0].cidr',
    /10\.0\.0\.0\/8/,
  ],
  ['an image with a space', { image: 'a b' }, 'image', /image such as/],
  ['a label value that is too long', { labels: { a: long } }, 'labels.a', /63/],
  ['a label key with two slashes', { labels: { 'a/b/c': 'x' } }, 'labels["a/b/c"]', /label key/],
  [
    'a waiver without a reason',
    { waivers: [{ rule: 'a/b', reason: 'because', owner: 'me', expires: '2030-01-01' }] },
    'waivers[0].reason',
    /10 characters/,
  ],
  [
    'a waiver that ends on no day',
    { waivers: [{ rule: 'a/b', reason: 'because it is', owner: 'me', expires: '2030-02-30' }] },
    'waivers[0].expires',
    /day/,
  ],
])('%s', (_, more, path, message) => {
  test('is refused where it stands, with what is allowed', () => {
    const problem = problems(more).find((one) => one.path === path);
    expect(problem, JSON.stringify(problems(more), undefined, 2)).toBeDefined();
    expect(`${problem?.message} ${problem?.allowed}`).toMatch(message);
  });
});
