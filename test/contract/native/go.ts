import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, must } from '../../docker/command.js';
import { holds, same } from '../../docker/expect.js';
import type { Step } from '../../support/suite.js';
import { moduleFolder } from './serving.js';
import type { Stores } from './stores.js';

/** The linter's version; it is built by the Go toolchain of this machine. */
const staticcheck = 'honnef.co/go/tools/cmd/staticcheck@v0.8.2';

const go = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> =>
  must('go', args, { cwd: moduleFolder, env, seconds: 900 });

/** One line of `go test -json`. */
interface Event {
  readonly Action: string;
  readonly Package?: string;
  readonly Test?: string;
  readonly Output?: string;
}

const events = (text: string): readonly Event[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Event);

/** Runs all tests by the race detector; one that is skipped proves nothing and counts as failed. */
const test = async ({ databaseUrl, redisAddress }: Stores): Promise<void> => {
  const env = { MYAPP_TEST_DATABASE: databaseUrl, MYAPP_TEST_REDIS: redisAddress, CGO_ENABLED: '1' };
  const args = ['test', '-race', '-count=1', '-json', './...'];
  const { status, stdout, stderr } = await attempt('go', args, { cwd: moduleFolder, env, seconds: 900 });
  const all = events(stdout);
  const [failed, skipped] = ['fail', 'skip'].map((action) => all.filter(({ Action }) => Action === action));
  const output = (failed ?? []).flatMap((one) =>
    all.filter((line) => line.Package === one.Package && line.Test === one.Test).map(({ Output }) => Output ?? ''),
  );
  holds(`go test ended with ${status}:\n${output.join('').slice(-8000)}\n${stderr.slice(-4000)}`, status === 0);
  const names = (skipped ?? []).flatMap(({ Package, Test }) => (Test === undefined ? [] : [`${Package} ${Test}`]));
  same('what was skipped', names, []);
  holds(
    'no test ran',
    all.some(({ Action, Test }) => Action === 'pass' && Test !== undefined),
  );
};

/** The fuzz tests of the module as pairs of package and function. */
const fuzzTests = async (): Promise<readonly (readonly [string, string])[]> => {
  const listed = events(await go(['test', '-json', '-list', '^Fuzz', './...']));
  return listed.flatMap(({ Package = '', Output = '' }) =>
    /^Fuzz\w+\n$/.test(Output) ? [[Package, Output.trim()] as const] : [],
  );
};

/** What takes texts from outside and therefore must have a fuzz test. */
const takesTexts = ['internal/config', 'internal/requestid', 'internal/clientip'];

/** A number and no time, at whose end Go 1.26 may fail a fuzz test that has found nothing (go.dev/issue/75804). */
const inputs = 30_000;

const fuzz = async (): Promise<void> => {
  const found = await fuzzTests();
  for (const name of takesTexts)
    holds(
      `${name} has no fuzz test`,
      found.some(([of]) => of.endsWith(`/${name}`)),
    );
  for (const [of, name] of found) await go(['test', '-run=^$', `-fuzz=^${name}$`, `-fuzztime=${inputs}x`, of]);
};

/** What Go's own tools say of the module; `tools` is a folder for those that are not part of Go. */
export const goSteps = (tools: string, stores: () => Stores): readonly Step[] => [
  {
    name: 'gofmt would change nothing',
    action: async () => same('what gofmt would change', await must('gofmt', ['-l', '-s', moduleFolder]), ''),
  },
  {
    name: 'go mod tidy would change nothing',
    action: async () => same('what go mod tidy would change', await go(['mod', 'tidy', '-diff']), ''),
  },
  {
    name: 'go vet finds nothing',
    action: async () => {
      await go(['vet', './...']);
    },
  },
  {
    name: 'staticcheck finds nothing',
    action: async () => {
      mkdirSync(tools, { recursive: true });
      await go(['install', staticcheck], { GOBIN: tools });
      await must(join(tools, 'staticcheck'), ['./...'], { cwd: moduleFolder });
    },
  },
  {
    name: 'all tests pass with the race detector and real stores, and none is skipped',
    action: () => test(stores()),
  },
  { name: `each fuzz test finds nothing in ${inputs} inputs`, action: fuzz },
];
