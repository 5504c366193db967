import { migrationService } from '../../../lib/definition/migrations.js';
import type { Step } from '../../support/suite.js';
import { eventually } from '../command.js';
import { composeIn } from '../compose.js';
import type { Docker } from '../docker.js';
import { holds, same } from '../expect.js';
import type { Fixture, Fixtures } from '../fixture.js';
import { promised } from '../manifest.js';
import { healthOf, runs } from './run.js';

const units: Readonly<Record<string, number>> = { Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30 };
const bytesOf = (quantity = ''): number => Number.parseInt(quantity, 10) * (units[quantity.slice(-2)] ?? 1);

/** What confines the container of Compose is what confines the pod. */
const confined = async (docker: Docker, container: string, fixtures: Fixtures, fixture: Fixture): Promise<void> => {
  const { Config, HostConfig } = await docker.inspect(container);
  const { pod } = promised(fixtures, fixture);
  const [{ resources, securityContext, volumeMounts = [] }] = pod.containers;
  same('the memory', HostConfig?.Memory, bytesOf(resources.limits.memory));
  same('the processors', (HostConfig?.NanoCpus ?? 0) / 1e9, Number(resources.limits.cpu));
  same('the read-only root', HostConfig?.ReadonlyRootfs, securityContext.readOnlyRootFilesystem);
  same('the capabilities', HostConfig?.CapDrop, securityContext.capabilities.drop);
  holds('a privilege may be gained', HostConfig?.SecurityOpt?.includes('no-new-privileges:true') === true);
  same('the user', Config.User, `${pod.securityContext.runAsUser}:${pod.securityContext.runAsGroup}`);
  same('the stop signal', Config.StopSignal, 'SIGTERM');
  same('the grace period', Config.StopTimeout, pod.terminationGracePeriodSeconds);
  const writable = volumeMounts.filter(({ readOnly }) => readOnly !== true).map(({ mountPath }) => mountPath);
  same('the writable folders', Object.keys(HostConfig?.Tmpfs ?? {}).sort(), writable.sort());
  const addresses = Object.values(HostConfig?.PortBindings ?? {}).flat();
  same('where it listens', [...new Set(addresses.map(({ HostIp }) => HostIp))], ['127.0.0.1']);
};

/** The Go service with a real PostgreSQL and a real Redis, through `docker compose`, in order. */
export const storeSteps = (docker: Docker, fixtures: () => Fixtures): readonly Step[] => {
  const fixture = (): Fixture => {
    const found = fixtures().all.find(({ language }) => language === 'go');
    if (found === undefined) throw new Error('there is no service in Go');
    return found;
  };
  const compose = () => composeIn(docker, fixture());
  const container = () => compose().container(fixture().service.name);
  const migration = () => migrationService(fixture().service.name);
  const becomes = async (wanted: string): Promise<void> => {
    const name = await container();
    await eventually(
      `being ${wanted}`,
      90,
      () => healthOf(docker, name),
      (health) => health === wanted,
    );
  };
  return [
    {
      name: 'docker compose up --wait builds and starts the Go service with PostgreSQL and Redis, all healthy',
      action: async () => {
        await compose().run(['up', '--wait', '--wait-timeout', '120']);
        const { services } = await compose().config();
        for (const name of Object.keys(services).filter((one) => one !== migration()))
          same(`the health of ${name}`, await healthOf(docker, await compose().container(name)), 'healthy');
      },
    },
    {
      name: 'the migration has ended with 0 before the Go service started, and runs again by itself',
      action: async () => {
        const { State: migrated } = await docker.inspect(await compose().container(migration()));
        const { State: started } = await docker.inspect(await container());
        same('what became of it', [migrated?.Status, migrated?.ExitCode], ['exited', 0]);
        const [end, start] = [Date.parse(migrated?.FinishedAt ?? ''), Date.parse(started?.StartedAt ?? '')];
        holds(`it ended at ${end}, and the service started at ${start}`, end <= start);
        const tables = ['exec', 'postgres', 'psql', '--username', 'orders', '--tuples-only', '--command', '\\dt'];
        holds('there is no table', (await compose().run(tables)).includes('| orders |'));
        await compose().run(['run', '--rm', migration()]);
      },
    },
    {
      name: 'the container of Compose is confined as the pod is',
      action: async () => confined(docker, await container(), fixtures(), fixture()),
    },
    {
      name: 'go: runs read-only without capabilities as its numeric user, becomes healthy, answers, stops in time with 0',
      action: async () => {
        const { networks, services } = await compose().config();
        const { environment = {}, volumes = [] } = services[fixture().service.name] ?? {};
        await runs(docker, fixture(), [
          ...['--network', networks.default?.name ?? ''],
          ...Object.entries(environment).flatMap(([name, value]) => ['--env', `${name}=${value ?? ''}`]),
          ...volumes.flatMap(({ source, target }) => ['--volume', `${source}:${target}:ro`]),
        ]);
      },
    },
    {
      name: 'it is unhealthy when PostgreSQL is stopped',
      action: async () => {
        await compose().run(['stop', 'postgres']);
        await becomes('unhealthy');
      },
    },
    {
      name: 'it is healthy again when PostgreSQL is back',
      action: async () => {
        await compose().run(['up', '--detach', '--wait', '--no-recreate', 'postgres']);
        await becomes('healthy');
      },
    },
    {
      name: 'docker compose stop ends all of it in time, and the service with 0',
      action: async () => {
        const name = await container();
        await compose().run(['stop']);
        same('the exit code', (await docker.inspect(name)).State?.ExitCode, 0);
      },
    },
    {
      name: 'docker compose down leaves no container and no volume',
      action: async () => {
        await compose().run(['down', '--volumes', '--remove-orphans']);
        same('what is left', (await compose().run(['ps', '--all', '--quiet'])).trim(), '');
      },
    },
  ];
};
