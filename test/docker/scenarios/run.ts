import type { Step } from '../../support/suite.js';
import { attempt, eventually } from '../command.js';
import type { Docker } from '../docker.js';
import { holds, same } from '../expect.js';
import type { Fixture } from '../fixture.js';
import { identity, imageOf } from '../image.js';

/** What the service of each language answers, and where. */
const pages: Readonly<Record<string, readonly [path: string, text: string]>> = {
  go: ['/version', identity.VERSION],
  node: ['/', 'on v24'],
  python: ['/', 'six 1.17.0'],
  static: ['/', '<h1>Handbook</h1>'],
};

/** The health of a container as Docker tells it; what it last said is added where it is not well. */
export const healthOf = async (docker: Docker, container: string): Promise<string> => {
  const { State } = await docker.inspect(container);
  const said = State?.Health?.Log.at(-1)?.Output.trim();
  const status = State?.Status === 'running' ? State.Health?.Status : `${State?.Status} ${State?.ExitCode}`;
  return status === 'unhealthy' || status === 'healthy' ? status : `${status} ${said ?? ''}`;
};

const address = async (docker: Docker, container: string, port: number): Promise<string> =>
  `http://${(await docker.run(['port', container, `${port}/tcp`])).split('\n')[0]}`;

/** A container that may do nothing: its own image, no root, no capabilities, nothing writable but /tmp. */
const start = async (docker: Docker, fixture: Fixture, name: string, more: readonly string[]): Promise<void> => {
  const { imageBuild, local } = fixture.service;
  await docker.run([
    ...['run', '--detach', '--name', name, '--user', String(imageBuild?.user), '--memory', String(local.memoryBytes)],
    ...['--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'],
    ...local.tmpfs.flatMap(({ path, bytes }) => ['--tmpfs', `${path}:size=${bytes},mode=1777`]),
    ...local.ports.flatMap(({ container }) => ['--publish', `127.0.0.1::${container}`]),
    ...more,
    imageOf(fixture),
  ]);
};

/** Runs the image of a service as Kubernetes would, until it was healthy, has answered, and has stopped by itself. */
export const runs = async (docker: Docker, fixture: Fixture, more: readonly string[] = []): Promise<void> => {
  const { shutdown, local } = fixture.service;
  const name = `slipway-test-${fixture.language}`;
  try {
    await start(docker, fixture, name, more);
    await eventually(
      'being healthy',
      60,
      () => healthOf(docker, name),
      (health) => health === 'healthy',
    );
    const [path, text] = pages[fixture.language] ?? ['/', ''];
    const response = await fetch(`${await address(docker, name, local.ports[0]?.container ?? 0)}${path}`);
    const body = await response.text();
    holds(`${path} answered ${response.status}: ${body}`, response.status === 200 && body.includes(text));
    const { HostConfig } = await docker.inspect(name);
    same('the read-only root', HostConfig?.ReadonlyRootfs, true);
    const before = Date.now();
    await docker.run(['stop', '--time', String(shutdown.gracePeriodSeconds), name]);
    const seconds = (Date.now() - before) / 1000;
    const { State } = await docker.inspect(name);
    same('the exit code after the stop signal', State?.ExitCode, 0);
    holds(`it took ${seconds} s to stop`, seconds < shutdown.gracePeriodSeconds);
    process.stdout.write(
      `figures: ${fixture.language} stops in ${seconds.toFixed(2)} s of ${shutdown.gracePeriodSeconds} s\n`,
    );
  } catch (error) {
    const { stdout, stderr } = await attempt('docker', ['logs', name], { env: docker.env });
    const said = `${stdout}${stderr}`.slice(-2000);
    throw new Error(`${error instanceof Error ? error.message : String(error)}\nits log: ${said}`);
  } finally {
    await docker.run(['rm', '--force', '--volumes', name]);
  }
};

export const runSteps = (docker: Docker, fixture: () => Fixture, language: string): readonly Step[] => [
  {
    name: `${language}: runs read-only without capabilities as its numeric user, becomes healthy, answers, stops in time with 0`,
    action: () => runs(docker, fixture()),
  },
];
