import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Step } from '../../support/suite.js';
import { attempt, must } from '../command.js';
import type { Docker } from '../docker.js';
import { holds } from '../expect.js';
import { type Fixture, write } from '../fixture.js';
import { buildArguments, imageOf, vendor } from '../image.js';

/** What people write first: one stage, all of the source, then everything is fetched and built. */
const naive = (fixture: Fixture): string => `FROM golang:1.26-trixie
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o /app/server ./cmd/server
LABEL ${vendor}
CMD ["/app/server", "${fixture.service.name}"]
`;

const seconds = async (action: () => Promise<unknown>): Promise<number> => {
  const before = performance.now();
  await action();
  return (performance.now() - before) / 1000;
};

/** Changes one line of the source, differently each time. */
const change = (folder: string, mark: string): void => {
  const file = join(folder, 'cmd/server/main.go');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/slog\.Info\("started[^"]*"/, `slog.Info("started ${mark}"`));
};

const printed = async (docker: Docker, args: readonly string[]): Promise<string> => {
  const { status, stdout, stderr } = await attempt('docker', args, { env: docker.env });
  if (status !== 0) throw new Error(stderr.slice(-2000));
  return `${stdout}${stderr}`;
};

/** The steps of a Dockerfile that a build has run, out of its plain output; those from the cache are not among them. */
export const executed = (output: string): readonly string[] => {
  const named = [...output.matchAll(/^#(\d+) (\[(?!internal\])[^\]]*\d+\/\d+\] .*)$/gm)];
  const cached = new Set([...output.matchAll(/^#(\d+) CACHED$/gm)].map(([, number]) => number));
  if (named.length === 0) throw new Error(`the output names no step:\n${output}`);
  const ran = named.filter(([, number, step = '']) => !cached.has(number) && !/\] FROM /.test(step));
  return [...new Set(ran.map(([, , step = '']) => step))];
};

/** The binary in an image, in bytes. */
const binaryBytes = async (docker: Docker, image: string, path: string): Promise<number> => {
  const id = (await docker.run(['create', image])).trim();
  try {
    return Number(await must('sh', ['-c', 'docker cp "$0:$1" - | tar -xO | wc -c', id, path], { env: docker.env }));
  } finally {
    await docker.run(['rm', id]);
  }
};

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** What the order of the generated Dockerfile is worth, for the Go service. */
export const cachingSteps = (docker: Docker, fixture: () => Fixture, folder: string): readonly Step[] => [
  {
    name: 'an unchanged rebuild builds nothing: every step comes from the cache',
    action: async () => {
      const args = [...buildArguments(fixture()), '--tag', imageOf(fixture()), fixture().folder];
      await docker.run(args);
      const ran = executed(await printed(docker, args));
      holds(`it ran ${ran.join(', ')}`, ran.length === 0);
    },
  },
  {
    name: 'after a one-line change of the source a rebuild takes at most a third of what a naive Dockerfile takes',
    action: async () => {
      const [ours, theirs] = [join(folder, 'ours'), join(folder, 'theirs')];
      for (const place of [ours, theirs]) cpSync(fixture().folder, place, { recursive: true });
      write(theirs, { Dockerfile: naive(fixture()) });
      const build = (place: string) => () =>
        docker.run(['build', '--tag', `slipway-test/${place === ours ? 'ours' : 'naive'}`, place]);
      const times = new Map<string, number>();
      for (const round of [0, 1]) {
        for (const place of [ours, theirs]) {
          change(place, `${round} at ${Date.now()}`);
          // The first round fills the caches of both, the second counts.
          times.set(place, await seconds(build(place)));
        }
      }
      const [fast = Number.POSITIVE_INFINITY, slow = 0] = [ours, theirs].map((place) => times.get(place));
      const said = `a one-line change is rebuilt in ${fast.toFixed(1)} s, by a naive Dockerfile in ${slow.toFixed(1)} s`;
      process.stdout.write(`figures: ${said}\n`);
      holds(said, fast <= slow / 3);
    },
  },
  {
    name: 'the final Go image is at most its binary and 3 MB',
    action: async () => {
      const { Size = Number.POSITIVE_INFINITY } = await docker.inspect(imageOf(fixture()));
      const binary = await binaryBytes(docker, imageOf(fixture()), String(fixture().service.imageBuild?.entrypoint[0]));
      const said = `the Go image has ${megabytes(Size)}, its binary ${megabytes(binary)}`;
      process.stdout.write(`figures: ${said}\n`);
      holds(said, Size <= binary + 3e6);
    },
  },
];
