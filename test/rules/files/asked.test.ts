import { expect, test } from 'vitest';
import { type Asking, questionOf } from '../../../lib/rules/files/asked.js';

const asked = (form: Asking['form'], ...command: readonly string[]) =>
  questionOf({ called: 'HEALTHCHECK', place: { file: 'Dockerfile', path: 'HEALTHCHECK', value: '' }, command, form });

test.each([
  ['exec', ['/bin/httpcheck', 'http://127.0.0.1:8080/~u/(1)'], { path: '/~u/(1)', port: 8080 }],
  ['exec', ['/bin/httpcheck', "http://127.0.0.1:8080/it's?a=1&b=2;c"], { path: "/it's?a=1&b=2;c", port: 8080 }],
  ['exec', ['node', '-e', `require('http').get("http://127.0.0.1:80/a(b)",{},f)`], { path: '/a(b)', port: 80 }],
  ['exec', ['python', '-c', `h.HTTPConnection('127.0.0.1',80);c.request('GET',"/it's")`], { path: "/it's", port: 80 }],
  ['shell', ['(curl -f http://localhost:8080/ready) || exit 1'], { path: '/ready', port: 8080 }],
  ['shell', ['curl -f https://localhost'], { path: '/', port: 443 }],
] as const)('what a command in %s form asks is read from %j', (form, command, question) => {
  expect(asked(form, ...command)).toEqual(question);
});
