import fc, { type Arbitrary } from 'fast-check';
import { Environment } from '../../lib/platform/environment.js';
import { type Platform, type PlatformInput, platform } from '../../lib/platform.js';
import { quantityBetween, scalars, text } from './arbitrary-scalars.js';
import { inputOf, type Place } from './arbitrary-schema.js';

const instead =
  (written: Arbitrary<unknown>): Place =>
  () =>
    written;

const pattern = fc.constantFrom('{system}', '{system}-{environment}', 'team-{team}', '{name}', 'apps');
const counted = fc.constantFrom('requests.cpu', 'requests.memory', 'limits.memory', 'pods');

const places: Readonly<Record<string, Place>> = {
  domain: instead(fc.constantFrom('example.net', 'dev.shop.example.net')),
  ...Object.fromEntries(
    ['ingress', 'dns', 'api'].map((part) => [
      `${part}.addresses[]`,
      instead(fc.constantFrom('10.0.0.0/8', '169.254.20.10/32', '2001:db8::/32')),
    ]),
  ),
  // Where nobody knows what the ingress sends from, no service that it exposes may limit its clients.
  'ingress.podAddresses': instead(fc.constantFrom(['10.42.0.0/16'], ['2001:db8:42::/48', '10.42.0.0/16'])),
  registry: instead(fc.constantFrom('registry.example.com/acme', 'localhost:5000', 'registry.example.com')),
  namespaces: (plain) => plain().chain((value) => (typeof value === 'string' ? pattern : fc.constant(value))),
  'namespaces.pattern': instead(pattern),
  'namespaces.quota.(key)': instead(counted),
  'bounds.replicas': instead(fc.integer({ min: 12, max: 100 })),
  'bounds.cpu': instead(quantityBetween(8, 16, [''])),
  'bounds.memory': instead(quantityBetween(16, 64, ['Gi'])),
  'bounds.storage': instead(quantityBetween(16, 64, ['Gi'])),
  defaults: instead(
    fc.constantFrom(
      {},
      { links: { handbook: 'https://handbook.example.com' }, scaling: 4 },
      { labels: { 'example.com/tier': 'gold' }, shutdown: { env: true } },
    ),
  ),
};

const always = ['ingress', 'ingress.podAddresses'];

/** A platform with one environment of any cluster: every version, way in, store, monitoring and namespace policy. */
export const anyPlatform = (used?: (path: string) => void): Arbitrary<Platform> =>
  fc
    .tuple(
      inputOf(Environment, { scalars, text, places, always, ...(used && { used }) }),
      fc.constantFrom('prod', 'dev-1'),
    )
    .map(([environment, name]) => platform({ name: 'acme', environments: { [name]: environment } } as PlatformInput));
