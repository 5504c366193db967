import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { secretFiles } from '../../lib/builds/secret-files.js';

const home = mkdtempSync(join(tmpdir(), 'slipway-secrets-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
writeFileSync(join(home, '.netrc'), 'x');
writeFileSync(join(home, 'other'), 'x');
mkdirSync(join(home, 'folder'));

const netrc = [{ id: 'netrc', variable: 'SECRET_NETRC' }];
const found = (value: string | undefined) => secretFiles(netrc, { variables: { SECRET_NETRC: value }, home });

test.each([
  [undefined, '.netrc'],
  ['', '.netrc'],
  [join(home, 'other'), 'other'],
])('the file of a secret, where the variable is %j', (value, file) => {
  expect(found(value)).toEqual({ files: { netrc: join(home, file) }, problems: [] });
});

test.each([
  ['/no/such/file', 'the build needs the secret netrc, and /no/such/file is not there', 'say SECRET_NETRC=<file>'],
  [
    join(home, 'folder'),
    `the build needs the secret netrc, and ${join(home, 'folder')} is not there`,
    'say SECRET_NETRC=<file>',
  ],
  ['/a,dst=/etc', 'the path in SECRET_NETRC has a comma or a quote', expect.any(String)],
  ['/a"b', 'the path in SECRET_NETRC has a comma or a quote', expect.any(String)],
  ['/a\nb', 'the path in SECRET_NETRC has a comma or a quote', expect.any(String)],
])('a secret in %j is refused', (value, message, fix) => {
  expect(found(value).problems).toEqual([{ path: 'build', message, fix }]);
});
