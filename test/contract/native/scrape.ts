import { join } from 'node:path';
import { attempt } from '../../docker/command.js';
import { same } from '../../docker/expect.js';
import type { Step } from '../../support/suite.js';
import { seriesIn } from '../exposition.js';
import { type Counted, countsRequests, holdsContract, seriesOf } from './metrics.js';
import { locate } from './programs.js';
import { buildService, identity, migrate, type Serving, serve } from './serving.js';
import type { Stores } from './stores.js';

const json = { 'Content-Type': 'application/json' };

/** Makes a request and says how the metrics shall tell it; throws when the answer has another status. */
const request = async (url: string, method: string, path: string, counted: Counted, body?: string): Promise<string> => {
  const answer = await fetch(`${url}${path}`, { method, headers: json, ...(body !== undefined && { body }) });
  same(`the status of ${method} ${path}`, String(answer.status), counted.status);
  return answer.text();
};

/** Uses every route of the notes and some that do not exist; returns what was done. */
const use = async (url: string): Promise<readonly Counted[]> => {
  const made: Counted[] = [];
  const ask = (method: string, path: string, pattern: string, status: number, body?: string): Promise<string> => {
    const counted = { method, path: pattern, status: String(status) };
    made.push(counted);
    return request(url, method, path, counted, body);
  };
  const created: unknown = JSON.parse(
    await ask('POST', '/notes', '/notes', 201, JSON.stringify({ title: 'one', text: 'a note' })),
  );
  const id = String(Object(created).id);
  await ask('GET', `/notes/${id}`, '/notes/{id}', 200);
  await ask('GET', `/notes/${id}`, '/notes/{id}', 200);
  await ask('GET', '/notes', '/notes', 200);
  await ask('POST', '/notes', '/notes', 400, '{');
  await ask('DELETE', `/notes/${id}`, '/notes/{id}', 204);
  await ask('GET', `/notes/${id}`, '/notes/{id}', 404);
  for (const path of ['/nowhere', '/no/where?with=query', `/notes/${id}/more`])
    await ask('GET', path, 'unmatched', 404);
  return made;
};

/** Builds the service and judges what it says of itself; `folder` is for the program. */
export const scrapeSteps = (folder: string, stores: () => Stores): readonly Step[] => {
  const program = join(folder, 'myapp');
  let serving: Serving | undefined;
  let text = '';
  return [
    {
      name: 'the built service migrates the database, starts and serves',
      action: async () => {
        await buildService(program);
        await migrate(program, stores(), folder);
        serving = await serve(program, stores(), folder, { SERVER_RATE_LIMIT: '0' });
      },
    },
    {
      name: 'its metrics count exactly what was asked, by pattern',
      action: async () => {
        if (serving === undefined) throw new Error('it does not serve');
        const asked = await use(serving.url);
        text = await (await fetch(`${serving.url}/metrics`)).text();
        // It was asked for its version until it took requests.
        countsRequests(seriesIn(text), [{ method: 'GET', path: '/version', status: '200' }, ...asked]);
      },
    },
    {
      name: 'its metrics are those of the contract, with their labels and buckets',
      action: () => {
        holdsContract(text);
        const { Version: version, GitCommit: commit, BuildTime: build_time } = identity;
        same('build_info', seriesOf(seriesIn(text), 'build_info')[0]?.labels, { version, commit, build_time });
      },
    },
    {
      name: 'promtool finds nothing in its metrics',
      action: async () => {
        const { status, stdout, stderr } = await attempt(locate('promtool'), ['check', 'metrics'], { input: text });
        same('what promtool says', [status, `${stdout}${stderr}`], [0, '']);
      },
    },
    {
      name: 'it ends with 0 when it is asked to',
      action: async () => same('the exit code', await serving?.end(), 0),
    },
  ];
};
