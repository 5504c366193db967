import { describe, expect, test } from 'vitest';
import { checkImage, type InspectedImage, imageRules } from '../../lib/rules/image.js';
import { labelled, ledger } from './image/ledger.js';

const health = ledger().image.healthCheck ?? expect.fail('the image has a health check');
const other = `sha256:${'00'.repeat(32)}`;

/** A rule, what is changed in an image that passes all of them, and what is told. */
const failures: readonly (readonly [rule: string, image: Partial<InspectedImage>, ...messages: readonly string[]])[] = [
  ['user', { user: 'nonroot' }, 'USER is nonroot, security.user of the definition is 65532:65532'],
  ['user', { user: '' }, 'USER is missing, security.user of the definition is 65532:65532'],
  ['user', { user: '65532' }, 'USER is 65532, security.user of the definition is 65532:65532'],
  [
    'ports',
    { exposedPorts: ['8080/tcp', '9090/udp'] },
    'EXPOSE is 8080/tcp 9090/udp, network.ports of the definition is 8080/tcp 9090/tcp',
  ],
  ['ports', { exposedPorts: [] }, 'EXPOSE is missing, network.ports of the definition is 8080/tcp 9090/tcp'],
  [
    'entrypoint',
    { entrypoint: ['/bin/sh', '-c', '/app/ledger'] },
    'ENTRYPOINT is ["/bin/sh","-c","/app/ledger"], the program of the definition is ["/app/ledger"]',
  ],
  [
    'entrypoint',
    { cmd: ['--debug'] },
    'CMD is ["--debug"], must be missing: the program of the definition has all of its arguments',
  ],
  ['workdir', { workdir: '/home/nonroot' }, 'WORKDIR is /home/nonroot, the working folder of the definition is /app'],
  [
    'labels',
    labelled({ 'org.opencontainers.image.title': 'books' }),
    'the label org.opencontainers.image.title is books, name of apps/ledger/service.yaml is ledger',
  ],
  [
    'labels',
    labelled({ 'org.opencontainers.image.version': '3.0.1' }),
    'the label org.opencontainers.image.version is 3.0.1, ledger.*.build.version of images.lock.json is 3.0.2+5',
  ],
  [
    'labels',
    labelled({ 'org.opencontainers.image.revision': '' }),
    'the label org.opencontainers.image.revision is missing, must say what was built',
  ],
  [
    'architecture',
    { architecture: 'riscv64' },
    'the image runs on linux/riscv64, images.platforms of the platform is linux/amd64, linux/arm64',
  ],
  [
    'health-check',
    { healthCheck: { ...health, test: ['CMD-SHELL', 'true'] } },
    'HEALTHCHECK is ["CMD-SHELL","true"], health of the definition is ["CMD","/app/ledger","healthcheck"]',
  ],
  [
    'health-check',
    { healthCheck: { ...health, intervalSeconds: 30, timeoutSeconds: 30, startPeriodSeconds: 0, retries: 3 } },
    '--interval is 30s, health of the definition is 5s',
    '--timeout is 30s, health of the definition is 2s',
    '--start-period is 0s, health of the definition is 60s',
    '--retries is 3, health of the definition is 2',
  ],
  ['stop-signal', { stopSignal: 'SIGQUIT' }, 'STOPSIGNAL is SIGQUIT, shutdown.signal of the definition is SIGTERM'],
  ['size', { sizeBytes: 642_134_016 }, 'the image holds 612.4Mi unpacked, images.maxSize of the platform is 500Mi'],
  [
    'size',
    { sizeBytes: 500 * 1024 * 1024 + 1 },
    'the image holds 500.1Mi unpacked, images.maxSize of the platform is 500Mi',
  ],
  [
    'secrets-in-env',
    { env: ['DB_PASSWORD=hunter2'] },
    'the variable DB_PASSWORD of the image has the name or the value of a secret',
  ],
  [
    'secrets-in-history',
    { history: ['ARG NPM_TOKEN', 'RUN |1 NPM_TOKEN=hunter2 /bin/sh -c npm ci # buildkit'] },
    'the build argument NPM_TOKEN in the history of the image has the name or the value of a secret',
  ],
  [
    'digest',
    { repoDigests: [`registry.example.com/acme/ledger@${other}`] },
    `the digest of the image is ${other}, it was asked for by sha256:${'4d'.repeat(32)}`,
  ],
  ['digest', { repoDigests: [] }, `the digest of the image is missing, it was asked for by sha256:${'4d'.repeat(32)}`],
];

describe('an image', () => {
  test('that is as its definition says has no finding', () => {
    expect(checkImage(ledger())).toEqual([]);
  });

  test('is judged by all rules, or by those that are chosen', () => {
    const subject = ledger({ image: { user: '0', stopSignal: '9' } });
    expect(checkImage(subject).map(({ rule }) => rule)).toEqual(['image/user', 'image/stop-signal']);
    const chosen = imageRules.filter(({ id }) => id === 'image/stop-signal');
    expect(checkImage(subject, chosen).map(({ rule }) => rule)).toEqual(['image/stop-signal']);
  });

  test('may name its signal by number, and another one of its kind by an ID', () => {
    expect(checkImage(ledger({ image: { stopSignal: '15', reference: 'sha256:4d4d4d' } }))).toEqual([]);
  });

  test('is told with its place and that of what says otherwise', () => {
    expect(checkImage(ledger({ image: { user: '0' } }))).toEqual([
      {
        rule: 'image/user',
        service: 'ledger',
        places: [
          { file: ledger().image.reference, path: 'USER', value: '0' },
          { file: 'apps/ledger/service.yaml', path: 'security.user', value: '65532:65532' },
        ],
        message: 'USER is 0, security.user of the definition is 65532:65532',
        fix: expect.stringContaining('slipway build --push'),
      },
    ]);
  });

  test('moves no terminal’s cursor, whatever it says', () => {
    const findings = checkImage(ledger({ image: { user: '\u001b[2J0', workdir: '\u0000' } }));
    const texts = findings.flatMap(({ message, places }) => [message, ...places.map(({ value }) => value)]);
    expect(texts.filter((text) => /\p{Cc}/u.test(text))).toEqual([]);
    expect(checkImage(ledger({ image: { workdir: '\u0000' } })).map(({ rule }) => rule)).toEqual(['image/workdir']);
  });

  test('shows nothing that looks like a secret, whichever rule tells of it', () => {
    const image = {
      entrypoint: ['/app/ledger', '--token=hunter2'],
      cmd: ['--db', 'postgres://me:hunter2@db/ledger'],
      user: 'password=hunter2',
      ...labelled({ 'org.opencontainers.image.title': 'password: hunter2' }),
      healthCheck: { ...health, test: ['CMD-SHELL', 'curl -H "api-key: hunter2" http://localhost:8080/livez'] },
      env: ['A_TOKEN=hunter2'],
      history: ['RUN export PASSWORD=hunter2'],
    };
    const findings = checkImage(ledger({ image }));
    expect(new Set(findings.map(({ rule }) => rule)).size).toBe(6);
    expect(JSON.stringify(findings)).not.toContain('hunter2');
  });
});

describe('every rule', () => {
  test('has an image that it reports', () => {
    expect([...new Set(failures.map(([rule]) => `image/${rule}`))].sort()).toEqual(
      imageRules.map(({ id }) => id).sort(),
    );
  });

  test.each(failures.map(([rule, image, ...messages]) => ({ rule, image, messages })))(
    'image/$rule reports $image, and nothing else does',
    ({ rule, image, messages }) => {
      const findings = checkImage(ledger({ image }));
      expect(findings.map((found) => `${found.rule}: ${found.message}`)).toEqual(
        messages.map((message) => `image/${rule}: ${message}`),
      );
      for (const { service, places, fix } of findings) {
        expect(service).toBe('ledger');
        expect(places.length).toBeGreaterThan(0);
        expect(fix).not.toBe('');
      }
    },
  );

  test.each(imageRules.map((rule) => ({ id: rule.id, rule })))(
    '$id says why and what to do, in lower case with no full stop',
    ({ id, rule }) => {
      expect(id).toMatch(/^image\/[a-z]+(-[a-z]+)*$/);
      for (const sentence of [rule.reason, rule.fix]) {
        expect(sentence).toMatch(/^[^A-Z]|^[A-Z]+\b/);
        expect(sentence).not.toMatch(/\.$/);
        expect(sentence.length).toBeGreaterThan(10);
      }
    },
  );
});

describe('what a definition does not say', () => {
  const told = (...changes: Parameters<typeof ledger>) => checkImage(ledger(...changes)).map(({ message }) => message);

  test('is not judged: the working folder, the labels’ values, the digest, the tag', () => {
    const { workdir, health, digest, tagged, user, ...said } = ledger().expected;
    const expected = { ...said, labels: [] };
    const image = { workdir: '/srv', repoDigests: [], labels: {}, user: '1000' };
    expect(checkImage({ ...ledger({ image }), expected })).toEqual([]);
    expect([workdir, health, digest, tagged, user]).not.toContain(undefined);
  });

  test.each(['', '0', '0:0', '00', 'root', 'nobody', '65532:nobody'])(
    'lets no image run as root or by a name: %j',
    (user) => {
      const { user: _, ...expected } = ledger().expected;
      expect(checkImage({ ...ledger({ image: { user } }), expected }).map(({ message }) => message)).toEqual([
        `USER is ${user === '' ? 'missing' : user}, must be the number of a user other than root`,
      ]);
    },
  );

  test('leaves the program to the image, which then must have one unless the manifests do', () => {
    const expected = { entrypoint: [], complete: false };
    expect(told({ expected })).toEqual([]);
    expect(told({ expected, image: { entrypoint: [], cmd: ['/srv/run'] } })).toEqual([]);
    expect(told({ expected, image: { entrypoint: [] } })).toEqual([
      'ENTRYPOINT and CMD are missing, and neither the definition nor the manifests say what runs',
    ]);
    expect(told({ expected: { ...expected, started: true }, image: { entrypoint: [] } })).toEqual([]);
  });

  test('leaves the arguments of a program to an image of a team’s own', () => {
    expect(told({ expected: { complete: false }, image: { cmd: ['--debug'] } })).toEqual([]);
  });
});

test('a tag of the lock that is not that of the version which was built is a finding', () => {
  const tagged = { tag: 'v4', version: '3.0.2-5', place: { file: 'images.lock.json', path: 'ledger.*' } };
  expect(checkImage(ledger({ expected: { tagged } }))).toMatchObject([
    {
      rule: 'image/labels',
      message: 'tag of ledger.* is v4, the version that was built has the tag 3.0.2-5',
      places: [{ path: 'ledger.*.tag' }, { path: 'ledger.*.build.version' }],
    },
  ]);
});
