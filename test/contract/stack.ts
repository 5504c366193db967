import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../docker/command.js';
import { type Compose, composeAt } from '../docker/compose.js';
import type { Docker, Inspected } from '../docker/docker.js';
import { status as statusOf } from './ask.js';
import { copyApps, type Layers, layOver } from './workspace.js';

/** What a scenario changes on the running container beside the definition, in compose.override.yaml. */
export interface Override {
  readonly environment?: Readonly<Record<string, string>>;
  /** another folder with source, and the name of the image that is built of it */
  readonly source?: { readonly folder: string; readonly image: string };
}

/** The reference service with its PostgreSQL and its Redis, by the generated compose.yaml. */
export interface Stack {
  readonly docker: Docker;
  readonly compose: Compose;
  /** where the workspace's copy is */
  readonly apps: string;
  /** where the service's is */
  readonly folder: string;
  /** Generates the files with layers over the environments of the definition. */
  readonly lay: (layers: Layers) => Promise<void>;
  /** `docker compose up --wait`; returns the service's only container. */
  readonly up: (override?: Override) => Promise<Container>;
  /** The containers of the service that run. */
  readonly running: () => Promise<readonly string[]>;
  readonly at: (id: string) => Promise<Container>;
  readonly down: () => Promise<void>;
}

/** A container of the service. */
export interface Container {
  readonly id: string;
  /** its address in the project's network, which this machine is part of, with the port */
  readonly address: string;
}

const name = 'myapp';

/** The service's port on this machine is any that is free: the scenarios ask each container itself. */
const overrideText = ({ environment = {}, source }: Override): string =>
  [
    'services:',
    `  ${name}:`,
    '    ports: !override ["127.0.0.1::8080"]',
    `    environment: ${JSON.stringify(environment)}`,
    ...(source === undefined ? [] : [`    image: ${source.image}`, `    build: { context: ${source.folder} }`]),
  ].join('\n');

export const addressOf = ({ NetworkSettings }: Inspected): string =>
  `${Object.values(NetworkSettings?.Networks ?? {})[0]?.IPAddress}:8080`;

const bringUp = async (compose: Compose): Promise<void> => {
  const { status, stderr } = await compose.attempt([
    'up',
    '--build',
    '--wait',
    '--wait-timeout',
    '180',
    '--remove-orphans',
  ]);
  if (status === 0) return;
  const { stdout: log } = await compose.attempt(['logs', '--no-color', '--tail', '5']);
  throw new Error(`docker compose up ended with ${status}:\n${stderr.trim().slice(-500)}\n${log.trim().slice(-2000)}`);
};

/** Copies the workspace into a folder; nothing runs yet. */
export const stackIn = (docker: Docker, work: string): Stack => {
  const apps = copyApps(join(work, 'clean'));
  const folder = join(apps, name);
  const compose = composeAt(docker, folder);
  const running = async (): Promise<readonly string[]> =>
    (await compose.run(['ps', '--quiet', '--status', 'running', name])).split('\n').filter((id) => id !== '');
  const at = async (id: string): Promise<Container> => ({ id, address: addressOf(await docker.inspect(id)) });
  return {
    docker,
    compose,
    apps,
    folder,
    lay: (layers) => layOver(apps, layers),
    up: async (override = {}) => {
      writeFileSync(join(folder, 'compose.override.yaml'), `${overrideText(override)}\n`);
      await bringUp(compose);
      const container = await at(await compose.container(name));
      await eventually(
        'being ready',
        30,
        () => statusOf(container.address, '/health/ready'),
        (code) => code === 200,
      );
      return container;
    },
    running,
    at,
    down: async () => {
      await compose.attempt(['down', '--volumes', '--remove-orphans', '--timeout', '1']);
    },
  };
};
