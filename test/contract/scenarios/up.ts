import { holds, same } from '../../docker/expect.js';
import { identity } from '../../docker/image.js';
import type { Step } from '../../support/suite.js';
import { ask, figures, keep, seconds } from '../ask.js';
import { scrape, total } from '../exposition.js';
import { logOf } from '../log.js';
import type { Container, Stack } from '../stack.js';

const promisedHeaders = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'content-security-policy': "default-src 'self'",
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-xss-protection': '0',
} as const;

/** What every service of the kit does once it is up, by its definition as it stands in the repository. */
export const upSteps = (stack: Stack): readonly Step[] => {
  let service: Container = { id: '', address: '' };
  const { docker, compose } = stack;
  const log = () => logOf(docker, service.id);
  return [
    {
      name: 'docker compose up --wait from a clean copy gives a service that is ready, after its migrations have ended with 0',
      action: async () => {
        const before = Date.now();
        await stack.lay({});
        service = await stack.up();
        const migrated = await docker.inspect(await compose.container('myapp-migrate'));
        same('the exit code of the migrations', migrated.State?.ExitCode, 0);
        const { State } = await docker.inspect(service.id);
        holds('the service has started before', (migrated.State?.FinishedAt ?? '') <= (State?.StartedAt ?? ''));
        figures(`ready ${seconds(Date.now() - before)} after the files were asked for, with the build of the image`);
      },
    },
    {
      name: 'a note is kept, read, listed and removed, and each answer has the headers that are promised',
      action: async () => {
        const id = await keep(service.address, 'first');
        for (const path of [`/notes/${id}`, `/notes/${id}`, '/notes']) {
          const { status, headers, body } = await ask(service.address, path);
          same(`the status of ${path}`, status, 200);
          holds(`${path} does not have the note: ${body}`, body.includes(id) && body.includes('first'));
          for (const [name, value] of Object.entries(promisedHeaders)) same(name, headers.get(name), value);
        }
        same('removing', (await ask(service.address, `/notes/${id}`, { method: 'DELETE' })).status, 204);
        same('the note that is gone', (await ask(service.address, `/notes/${id}`)).status, 404);
      },
    },
    {
      name: 'GET /version, the build_info series and the first line of the log say the identity that the image was built with',
      action: async () => {
        const expected = { version: identity.VERSION, git_commit: identity.COMMIT, build_time: identity.BUILD_TIME };
        same('/version', JSON.parse((await ask(service.address, '/version')).body), expected);
        const info = (await scrape(service.address)).find(({ name }) => name === 'build_info');
        const first = (await log())[0];
        const said = { version: first?.version, git_commit: first?.git_commit, build_time: first?.build_time };
        same('the log', said, expected);
        const labels = { version: identity.VERSION, commit: identity.COMMIT, build_time: identity.BUILD_TIME };
        same('build_info', info?.labels, labels);
      },
    },
    {
      name: 'a request id comes back and stands in the log with the request; one that is not well-formed is replaced',
      action: async () => {
        const given = await ask(service.address, '/notes/none', { headers: { 'x-request-id': 'suite-1' } });
        same('the id', given.headers.get('x-request-id'), 'suite-1');
        const made = await ask(service.address, '/version', { headers: { 'x-request-id': 'no id, but "text"' } });
        const id = made.headers.get('x-request-id') ?? '';
        holds(`the id is ${id}`, /^[\w.-]{8,128}$/.test(id));
        await new Promise((resolve) => setTimeout(resolve, 300));
        const lines = (await log()).filter(({ request_id }) => request_id === 'suite-1' || request_id === id);
        same(
          'the lines of both',
          lines.filter(({ msg }) => msg === 'request').map(({ level, path }) => `${level} ${path}`),
          ['INFO /notes/none', 'INFO /version'],
        );
      },
    },
    {
      name: 'the measures count each request by its route, and each query',
      action: async () => {
        const all = await scrape(service.address);
        same(
          'reading notes',
          total(all, 'http_requests_total', { path: '/notes/{id}', method: 'GET', status: '200' }),
          2,
        );
        same('keeping notes', total(all, 'http_request_duration_seconds_count', { path: '/notes', method: 'POST' }), 1);
        same('queries that keep notes', total(all, 'db_query_duration_seconds_count', { query: 'notes_create' }), 1);
        figures(`${all.length} series`);
      },
    },
    {
      name: 'a client that asks too much is told when to come again, and the platform is never limited',
      action: async () => {
        const answers = await Promise.all(Array.from({ length: 60 }, () => ask(service.address, '/version')));
        const refused = answers.filter(({ status }) => status === 429);
        holds(`${refused.length} of 60 were refused`, refused.length >= 20 && refused.length <= 50);
        for (const { headers } of refused) holds('Retry-After', Number(headers.get('retry-after')) >= 1);
        const probes = await Promise.all(Array.from({ length: 60 }, () => ask(service.address, '/health/live')));
        same('probes', [...new Set(probes.map(({ status, body }) => `${status} ${body.trim()}`))], ['200 OK']);
        figures(`${refused.length} of 60 requests at once were refused, of a burst of 20`);
      },
    },
  ];
};
