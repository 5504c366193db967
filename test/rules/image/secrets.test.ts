import { describe, expect, test } from 'vitest';
import { imageOf } from '../../../lib/builds/engine-answer.js';
import { checkImage } from '../../../lib/rules/image.js';
import { recorded } from '../../builds/fake-docker.js';
import { ledger } from './ledger.js';

const inEnv = (...env: readonly string[]) =>
  checkImage(ledger({ image: { env } })).map(({ places }) => places[0]?.path);
const inHistory = (...history: readonly string[]) =>
  checkImage(ledger({ image: { history } })).map(({ places }) => places[0]?.path);

const key = 'AKIAABCDEFGHIJKLMNOP';

describe('a variable of an image', () => {
  test.each([
    'DB_PASSWORD=hunter2',
    'apiKey=0123456789abcdef',
    'NPM_TOKEN="npm_0123456789"',
    `ANYTHING=${key}`,
    'DATABASE_URL=postgres://me:hunter2@db.example.com/ledger',
    'JAVA_OPTS=-Xmx1g -Ddb.password=hunter2',
    'TOKEN_FILE=postgres://me:hunter2@db.example.com/ledger',
  ])('is found: %s', (variable) => {
    expect(inEnv('PATH=/bin', variable)).toEqual([`ENV ${variable.split('=')[0]}`]);
  });

  test.each([
    'PATH=/usr/local/sbin:/usr/local/bin',
    'DB_PASSWORD=',
    'DB_PASSWORD_FILE=/run/secrets/db',
    'SECRETS=/run/secrets',
    'TOKEN=$OTHER',
    'USE_TOKEN=true',
    'TOKEN_SECONDS=3600',
    'GPG_KEY=7169605F62C751356D054A26A821E680E5FA6305',
    'NGINX_GPGKEYS=573BFD6B3D8FBC641079A6ABABF5BD827BD9BF62',
    'KEYCLOAK_VERSION=26.0.1-preview',
    'PYTHON_SHA256=0123456789abcdef0123456789abcdef',
    'NODE_ENV=production',
  ])('is none: %s', (variable) => {
    expect(inEnv(variable)).toEqual([]);
  });
});

describe('the history of an image', () => {
  test.each([
    ['RUN |2 API_TOKEN=hunter2 NAME=x /bin/sh -c make # buildkit', 'history 1 RUN API_TOKEN'],
    [
      'RUN |2 NAME=two words API_TOKEN=hunter2 with spaces /bin/bash -o pipefail -c make # buildkit',
      'history 1 RUN API_TOKEN',
    ],
    ['|1 API_TOKEN=hunter2 /bin/sh -c make', 'history 1 RUN API_TOKEN'],
    ['RUN |1 API_TOKEN=hunter2 make install # buildkit', 'history 1 RUN API_TOKEN'],
    ['RUN |1 NAME=x /app/tool --password=hunter2', 'history 1 RUN NAME'],
    ['ARG API_TOKEN=hunter2', 'history 1 ARG API_TOKEN'],
    ['/bin/sh -c #(nop)  ENV API_TOKEN=hunter2', 'history 1 ENV API_TOKEN'],
    ['ENV A=1 API_TOKEN=hunter2 B=2', 'history 1 ENV API_TOKEN'],
    ['RUN /bin/sh -c export API_TOKEN=hunter2 && make # buildkit', 'history 1 RUN'],
    [`RUN /bin/sh -c aws configure set aws_access_key_id ${key}`, 'history 1 RUN'],
    ['RUN /bin/sh -c pip install --index-url https://me:hunter2@pypi.example.com/simple ledger', 'history 1 RUN'],
    [`LABEL note=${key}`, 'history 1 LABEL'],
    [`COPY ${key} /`, 'history 1 COPY'],
    ['made by hand with password=hunter2', 'history 1 RUN'],
  ])('tells of %s', (line, path) => {
    expect(inHistory(line)).toEqual([path]);
  });

  test.each([
    'ARG API_TOKEN',
    'ARG VERSION=dev',
    'RUN |1 VERSION=1.4.2 /bin/sh -c make # buildkit',
    'RUN |1 VERSION=1.4.2 /bin/sh -c TOKEN=$(cat /run/secrets/token) make # buildkit',
    'RUN /bin/sh -c apt-get update && apt-get install -y --no-install-recommends gnupg # buildkit',
    'RUN /bin/sh -c gpg --keyserver hkps://keys.example.com --recv-keys 7169605F62C751356D054A26A821E680E5FA6305',
    'HEALTHCHECK &{["CMD" "/app/ledger" "healthcheck"] "5s" "2s" "1m0s" \'\\x02\'}',
    'EXPOSE map[8080/tcp:{}]',
    'bazel build ...',
    '',
  ])('tells of nothing in %j', (line) => {
    expect(inHistory(line)).toEqual([]);
  });

  test('tells a build argument once, however many steps saw it', () => {
    const run = 'RUN |1 API_TOKEN=hunter2 /bin/sh -c make # buildkit';
    expect(inHistory('ARG API_TOKEN', run, run, run)).toEqual(['history 2 RUN API_TOKEN']);
  });

  test('tells a variable that the image still has only as that', () => {
    const found = (env: readonly string[]) =>
      checkImage(ledger({ image: { env, history: ['ENV API_TOKEN=hunter2'] } })).map(({ rule }) => rule);
    expect(found(['API_TOKEN=hunter2'])).toEqual(['image/secrets-in-env']);
    expect(found(['API_TOKEN='])).toEqual(['image/secrets-in-history']);
  });
});

test.each(['classic', 'buildkit'] as const)('both are found in an image that the %s builder made', (builder) => {
  const { inspect, history } = recorded(builder);
  const image = imageOf(builder, inspect, history) ?? expect.fail('there is no image');
  const findings = checkImage({ ...ledger(), image }).filter(({ rule }) => rule.startsWith('image/secrets'));
  expect(findings.map(({ message }) => message.replace(/ has the name.*/, ''))).toEqual([
    'the variable A_PASSWORD of the image',
    'the build argument API_TOKEN in the history of the image',
  ]);
  expect(JSON.stringify(findings)).not.toMatch(/canary|hunter2/);
});
