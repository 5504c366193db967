import type { Definition } from '../definition/index.js';
import { migratesInPod, migrationContainer } from '../definition/migrations.js';
import { present } from '../present.js';
import type { Container } from './types/container.js';

/** The command line of a container. */
export type CommandLine = Pick<Container, 'command' | 'args'>;

/** What migrates: the program of the service, or another one of its image; undefined when nothing does. */
export const migration = ({
  migrations,
  workload,
}: Pick<Definition, 'migrations' | 'workload'>): CommandLine | undefined =>
  migrations && present({ command: migrations.command ?? workload.command, args: migrations.args });

/** The containers that end before the program starts: the one that migrates, which has all that the program has but callers. */
export const initContainers = (definition: Definition, program: Container): readonly Container[] => {
  const run = migration(definition);
  if (run === undefined || !migratesInPod(definition)) return [];
  const { command, args, preStopSleepSeconds, ...same } = program;
  return [{ ...same, ...run, name: migrationContainer, ports: [], probes: {} }];
};
