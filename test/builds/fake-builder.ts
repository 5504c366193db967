import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { vi } from 'vitest';

/** What a build of one service does. */
export interface Role {
  /** what is printed on the error stream, as `--progress plain` does */
  readonly says?: readonly string[];
  readonly status?: number;
  readonly milliseconds?: number;
  /** the text of the metadata file; absent has a digest, null writes none */
  readonly metadata?: string | null;
  /** starts a child that nobody asked for, and says its id in a file */
  readonly child?: boolean;
  /** writes a file in the context, as somebody who works there would */
  readonly touches?: string;
  /** what `docker push` prints and how it ends */
  readonly push?: { readonly says: readonly string[]; readonly status: number };
  readonly repoDigests?: readonly string[];
}

/** What the docker that is played knows. */
export interface Cast {
  readonly builds?: Readonly<Record<string, Role>>;
  readonly buildx?: boolean;
  readonly driver?: string;
  readonly buildkit?: string;
  /** what is said instead of an engine */
  readonly noEngine?: string;
}

/** One call of docker, and when it began and ended, in milliseconds of one clock. */
export interface Call {
  readonly args: readonly string[];
  readonly pid: number;
  readonly event: 'begin' | 'end';
  readonly buildKit?: string;
}

/** A digest that is told of a service. */
export const digestFor = (name: string): string =>
  `sha256:${Buffer.from(name.padEnd(32, '.')).toString('hex').slice(0, 64)}`;

const script = (folder: string): string => `#!${process.execPath}
const { appendFileSync, readFileSync, writeFileSync } = require('node:fs');
const { spawn } = require('node:child_process');
const { basename, join } = require('node:path');
const args = process.argv.slice(2);
const cast = JSON.parse(readFileSync(${JSON.stringify(join(folder, 'cast.json'))}, 'utf8'));
const log = (event) => appendFileSync(${JSON.stringify(join(folder, 'calls'))}, JSON.stringify({ event, pid: process.pid, args, buildKit: process.env.DOCKER_BUILDKIT }) + '\\n');
const option = (name) => args[args.indexOf(name) + 1];
const digestFor = (name) => 'sha256:' + Buffer.from(name.padEnd(32, '.')).toString('hex').slice(0, 64);
const end = (status) => { log('end'); process.exitCode = status; };
const say = (lines = []) => { for (const line of lines) console.error(line); };
log('begin');
const [first, second] = args;
if (first === 'version') {
  console.log(JSON.stringify({ Client: {}, Server: cast.noEngine === undefined ? { Os: 'linux', Arch: 'amd64' } : null }));
  if (cast.noEngine !== undefined) { console.error(cast.noEngine); process.exitCode = 1; }
} else if (first === 'buildx' && cast.buildx === false) {
  console.error("docker: 'buildx' is not a docker command.");
  process.exitCode = 1;
} else if (first === 'buildx' && second === 'inspect') {
  if (cast.driver === undefined) { console.error('ERROR: no builder "x" found'); process.exitCode = 1; }
  else if (cast.noEngine !== undefined) console.log('Name: x\\nDriver:        ' + cast.driver + '\\nError:         ' + cast.noEngine);
  else console.log('Name: x\\nDriver:        ' + cast.driver + '\\n\\nNodes:\\nBuildKit version: ' + (cast.buildkit ?? '') + '\\nPlatforms: linux/amd64');
} else if (first === 'info') {
  console.log('[["Backing Filesystem","extfs"]]');
} else if (first === 'push') {
  const name = args[1].split('/').at(-1).split(':')[0];
  const role = cast.builds?.[name] ?? {};
  say(role.push?.says);
  end(role.push?.status ?? 0);
} else if (first === 'image') {
  const role = cast.builds?.[args.at(-1).slice(7)] ?? {};
  console.log(JSON.stringify(role.repoDigests ?? []));
} else if (args.includes('build')) {
  const context = args.at(-1);
  const name = basename(context);
  const role = cast.builds?.[name] ?? {};
  say(['#1 [internal] load build definition from Dockerfile', '#2 [1/1] COPY . .']);
  if (role.child) {
    const child = spawn('sleep', ['600'], { stdio: 'inherit' });
    writeFileSync(${JSON.stringify(join(folder, 'child'))}, String(child.pid));
  }
  process.on('SIGTERM', () => process.exit(143));
  setTimeout(() => {
    say(role.says);
    if (role.touches !== undefined) writeFileSync(join(context, role.touches), 'changed');
    if (args.includes('--iidfile')) writeFileSync(option('--iidfile'), 'sha256:' + name);
    if (args.includes('--metadata-file') && role.metadata !== null)
      writeFileSync(option('--metadata-file'), role.metadata ?? JSON.stringify({ 'containerimage.digest': digestFor(name) }));
    end(role.status ?? 0);
  }, role.milliseconds ?? 0);
} else if (second !== 'version') { console.error('unknown: ' + args.join(' ')); process.exitCode = 64; }
`;

/** A `docker` on the PATH that plays roles, and remembers how it was called. */
export interface FakeDocker {
  readonly folder: string;
  /** the PATH that has it */
  readonly path: string;
  readonly calls: () => readonly Call[];
  /** the builds in the order in which they began */
  readonly begun: () => readonly string[];
  readonly remove: () => void;
}

/** Puts a docker that plays the cast before all others on the PATH, until the environment is restored. */
export const fakeDocker = (cast: Cast = {}): FakeDocker => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-fake-docker-'));
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'docker'), script(folder));
  chmodSync(join(bin, 'docker'), 0o755);
  writeFileSync(
    join(folder, 'cast.json'),
    JSON.stringify({ driver: 'docker-container', buildkit: 'v0.20.0', ...cast }),
  );
  const path = `${bin}${delimiter}${process.env.PATH}`;
  vi.stubEnv('PATH', path);
  const calls = (): readonly Call[] => {
    const file = join(folder, 'calls');
    if (!existsSync(file)) return [];
    return readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Call);
  };
  return {
    folder,
    path,
    calls,
    begun: () =>
      calls().flatMap(({ event, args }) =>
        event === 'begin' && args.includes('--file') ? [args.at(-1)?.split('/').at(-1) ?? ''] : [],
      ),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
