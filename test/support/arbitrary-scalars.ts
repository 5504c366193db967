import fc, { type Arbitrary } from 'fast-check';
import type { z } from 'zod';
import { MountPath, ShellCommand } from '../../lib/definition/build/common.js';
import { CopySource, ImageName, StagePath } from '../../lib/definition/build/custom.js';
import { GoFile } from '../../lib/definition/build.js';
import { ConfigFile } from '../../lib/definition/config.js';
import { CronSchedule } from '../../lib/definition/cron.js';
import { Duration, WholeSeconds } from '../../lib/definition/duration.js';
import { Image } from '../../lib/definition/image.js';
import { Layer } from '../../lib/definition/index.js';
import { Quantity } from '../../lib/definition/quantity.js';
import { RelativePath } from '../../lib/definition/relative-path.js';
import {
  AbsolutePath,
  CountOrPercent,
  DnsName,
  EnvName,
  HttpUrl,
  LabelKey,
  LabelValue,
  Name,
  Percent,
  PortName,
  PortNumber,
  UrlPath,
} from '../../lib/definition/scalars.js';
import { looksSecretName } from '../../lib/definition/secret-like.js';
import { TimeZone } from '../../lib/definition/time-zones.js';
import { DataKey } from '../../lib/definition/variables.js';

/** Any text that people write, with what YAML, shells and Kubernetes trip over. */
export const text: Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  fc.constantFrom(
    '',
    ' ',
    'yes',
    'null',
    '012',
    '1e3',
    '~',
    '- a',
    'a: b',
    '# c',
    "it's",
    '"',
    '\\',
    'a\nb\n',
    '\ttab',
    '{{x}}',
    'Bearer',
    'the_key_of',
    'a jwt',
    '$$',
    '$HOME',
    '🙂',
    'é',
    '  lead',
    'trail  ',
    '2026-01-01',
    '0x10',
    '.inf',
    '%',
    '@',
    '`',
    '|',
    '>',
    '&a',
    '*a',
    '!t',
  ),
);

const letters = (pattern: RegExp): Arbitrary<string> => fc.stringMatching(pattern);

/** A name of 1 to 14 characters. */
export const name: Arbitrary<string> = letters(/^[a-z](?:[-a-z0-9]{0,12}[a-z0-9])?$/);

/** A port's name. */
export const portName: Arbitrary<string> = fc.oneof(
  fc.constantFrom('http', 'https', 'grpc', 'metrics', 'admin'),
  letters(/^[a-z0-9]{0,5}[a-z](-[a-z0-9]{1,5})?$/),
);

const label: Arbitrary<string> = letters(/^[A-Za-z0-9]([-A-Za-z0-9_.]{0,8}[A-Za-z0-9])?$/);
const domain: Arbitrary<string> = fc
  .array(letters(/^[a-z0-9]([-a-z0-9]{0,6}[a-z0-9])?$/), { minLength: 1, maxLength: 3 })
  .map((labels) => [...labels, 'example.com'].join('.'));

/** The name of a variable that does not look like a secret's. */
export const variableName: Arbitrary<string> = fc
  .oneof(letters(/^[A-Z_][A-Z0-9_]{0,12}$/), letters(/^[-._a-zA-Z][-_a-zA-Z0-9][-._a-zA-Z0-9]{0,10}$/))
  .filter((one) => !looksSecretName(one));

/** A path of a file or folder; some names are long, and some are only made of signs. */
export const absolutePath: Arbitrary<string> = fc
  .array(fc.oneof(letters(/^[a-z0-9]{1,8}$/), letters(/^[a-zA-Z0-9_+@,.=~-]{3,30}$/), fc.constant('a-b'.repeat(30))), {
    minLength: 1,
    maxLength: 4,
  })
  .map((segments) => `/${segments.join('/')}`);

/** Whole seconds from a range, in one of their spellings. */
export const secondsBetween = (min: number, max: number): Arbitrary<string> =>
  fc.oneof(
    fc.integer({ min, max }).map((value) => `${value}s`),
    fc
      .integer({ min, max })
      .map((value) => (value % 60 === 0 ? `${value / 60}m` : `${Math.floor(value / 60)}m${value % 60}s`)),
    fc.integer({ min, max }).map((value) => `${value}000ms`),
  );

/** A quantity from a range of whole units, in one of its spellings. */
export const quantityBetween = (min: number, max: number, units: readonly string[]): Arbitrary<string | number> =>
  fc
    .tuple(fc.integer({ min, max }), fc.constantFrom(...units))
    .map(([value, unit]) => (unit === '' ? value : `${value}${unit}`));

const registry: Arbitrary<string> = fc.constantFrom(
  'registry.example.com/acme/',
  'registry.example.com:5000/',
  '',
  'docker.io/',
);

/** A tag that does not move. */
export const tag: Arbitrary<string> = fc.oneof(
  fc.constantFrom('1.4.2', 'v2', '2026.01.05-rc.1', 'sha-0af3', '_x', '1.0.0_build.7'),
  letters(/^[0-9][0-9a-zA-Z_.-]{0,20}$/),
);

/** A digest. */
export const digest: Arbitrary<string> = fc
  .string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 })
  .map((hex) => `sha256:${hex}`);

/** A finished image with a tag, a digest, or both. */
export const image: Arbitrary<string> = fc
  .tuple(registry, name, tag, digest, fc.constantFrom('tag', 'digest', 'both'))
  .map(([host, path, version, hash, by]) => {
    const repository = `${host}${path.replace(/-+/g, '-')}`;
    return `${repository}${by === 'digest' ? '' : `:${version}`}${by === 'tag' ? '' : `@${hash}`}`;
  });

/** A path below the definition's folder, in one of its spellings. */
const relativePath: Arbitrary<string> = fc
  .array(letters(/^[a-zA-Z0-9_+@,=~-][a-zA-Z0-9_. +@,=~-]{0,10}[a-zA-Z0-9]$/), { minLength: 1, maxLength: 3 })
  .chain((segments) => fc.constantFrom('', './').map((start) => `${start}${segments.join('/')}`));

/** A path of a URL, with a query now and then. */
export const urlPath: Arbitrary<string> = fc.oneof(
  fc.constantFrom('/', '/livez', '/health/ready', '/a/b/', '/x?full=1', '/%20', "/it's", '/~u/(1)', '/a.b-c_d'),
  letters(/^\/[a-z0-9]{1,6}(\/[a-zA-Z0-9_.~-]{3,6})?$/),
);

/** A path that a route can look at. */
export const routePath: Arbitrary<string> = urlPath.filter((path) => !path.includes('?'));

/** How each scalar of lib/definition is written; keyed by its schema. */
export const scalars: ReadonlyMap<z.core.$ZodType, Arbitrary<unknown>> = new Map<z.core.$ZodType, Arbitrary<unknown>>([
  [Name, fc.oneof({ weight: 9, arbitrary: name }, letters(/^[a-z][-a-z0-9]{20,30}[a-z0-9]$/))],
  [PortName, portName],
  [PortNumber, fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 1024, max: 65_535 }) }, fc.constantFrom(8080, 1024))],
  [EnvName, variableName],
  [DataKey, letters(/^[-_a-zA-Z0-9][-._a-zA-Z0-9]{0,12}$/)],
  [
    LabelKey,
    fc.oneof(
      label,
      fc.tuple(domain, label).map(([prefix, key]) => `${prefix}/${key}`),
    ),
  ],
  [LabelValue, fc.oneof(label, fc.constantFrom('', '1.4', 'true', '0'))],
  [
    DnsName,
    fc.oneof(
      domain,
      domain.map((host) => `*.${host}`),
    ),
  ],
  [AbsolutePath, absolutePath],
  [ConfigFile, absolutePath.map((path) => `${path}.yaml`)],
  [UrlPath, urlPath],
  [HttpUrl, fc.tuple(domain, urlPath).map(([host, path]) => `https://${host}${path}`)],
  [Percent, fc.integer({ min: 1, max: 100 }).map((share) => `${share}%`)],
  [
    CountOrPercent,
    fc.oneof(
      fc.integer({ min: 0, max: 4 }),
      fc.integer({ min: 0, max: 100 }).map((share) => `${share}%`),
    ),
  ],
  [TimeZone, fc.constantFrom('UTC', 'Etc/UTC', 'Europe/Berlin', 'America/Argentina/Ushuaia', 'Etc/GMT+5')],
  [Duration, fc.oneof(secondsBetween(1, 300), fc.constantFrom('500ms', '1.5s', '1m30s'))],
  [WholeSeconds, secondsBetween(1, 600)],
  [Quantity, fc.oneof(quantityBetween(1, 64, ['Mi', 'M', 'Ki']), quantityBetween(1, 4, ['Gi', 'G', 'e3']))],
  [
    CronSchedule,
    fc.constantFrom(
      '*/15 * * * *',
      '@hourly',
      '@every 1h30m',
      '0 4 1,15 * MON-FRI',
      '30 5 * JAN-jun 0',
      '  5 4 * * sun ',
    ),
  ],
  [Image, image],
  [ImageName, fc.constantFrom('rust:1.90-slim', 'scratch', 'registry.example.com/base/debian:13')],
  [CopySource, fc.constantFrom('rust:1.90-slim', 'registry.example.com/base/debian:13')],
  [MountPath, absolutePath.filter((path) => !path.includes(','))],
  [RelativePath, relativePath],
  [
    StagePath,
    fc.oneof(
      relativePath,
      absolutePath,
      absolutePath.map((path) => `${path}/`),
    ),
  ],
  [GoFile, fc.constantFrom('config_gen.go', 'internal/config/config_gen.go', './pkg/settings-2/a_gen.go')],
  [
    ShellCommand,
    fc.constantFrom('make', 'echo "$HOME" > /tmp/x', "printf '%s' 'a  b' && true", 'cargo build --release'),
  ],
  [Layer, fc.constant({})],
]);
