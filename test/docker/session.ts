import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Step, suite } from '../support/suite.js';
import { makeBases, makeRoot } from './bases.js';
import { endAll } from './command.js';
import { type Docker, dockerOf } from './docker.js';
import { runningEngine, startEngine } from './engine.js';
import { missing, type Part } from './needs.js';
import { prepareTools, type Tools } from './tools.js';

/** What a suite on a Docker engine is about; parts and bases that are not named are all that there are. */
export interface Session {
  readonly name: string;
  readonly parts?: readonly Part[];
  readonly bases?: readonly string[];
  /** what this machine lacks of what the steps need beside the engine, each with where it is to be had */
  readonly lacking?: readonly string[];
  /** `work` is an empty folder that is removed at the end; `state` may be there in the next run */
  readonly steps: (
    docker: Docker,
    tools: Tools,
    work: string,
    state: string,
  ) => readonly Step[] | Promise<readonly Step[]>;
  /** ends what the steps have started beside the engine; called once, before the engine ends and the folders go */
  readonly end?: () => Promise<void>;
  /** what else of the suite stands on an engine that is somebody else's, to be removed at the end */
  readonly remove: (docker: Docker) => Promise<void>;
}

const began = Date.now();
const tell = (what: string): void => {
  process.stdout.write(`${((Date.now() - began) / 1000).toFixed(0)} s: ${what}\n`);
};

/**
 * Runs a suite on a real Docker engine: one that it starts and ends itself, or the one that DOCKER_HOST names.
 * SLIPWAY_DOCKER_STATE names a folder that keeps tools, images and caches for the next run.
 */
export const session = async (asked: Session): Promise<void> => {
  const { name, parts, bases, steps, remove } = asked;
  const host = process.env.DOCKER_HOST;
  const lacking = [...(await missing(host === undefined, parts)), ...(asked.lacking ?? [])];
  if (lacking.length > 0) {
    console.error(`test:${name} needs ${lacking.join(', ')}`);
    process.stdout.write(`${name}: 0 passed, 1 failed\n`);
    process.exit(69);
  }
  const kept = process.env.SLIPWAY_DOCKER_STATE;
  const state = kept ?? mkdtempSync(join(tmpdir(), `slipway-${name}-`));
  const work = mkdtempSync(join(tmpdir(), `slipway-${name}-work-`));
  mkdirSync(state, { recursive: true });
  const engine = host === undefined ? await startEngine(join(state, 'engine')) : runningEngine(host);
  let docker: Docker | undefined;
  let made: readonly string[] = [];
  const clean = async (): Promise<void> => {
    await asked.end?.();
    if (!engine.own && docker !== undefined) {
      await remove(docker);
      if (made.length > 0) await docker.run(['rmi', '--force', ...made]);
    }
    await engine.stop();
    rmSync(work, { recursive: true, force: true });
    if (kept === undefined) rmSync(state, { recursive: true, force: true });
  };
  const interrupted = async (): Promise<never> => {
    await endAll();
    await clean();
    process.exit(130);
  };
  process.once('SIGINT', () => void interrupted()).once('SIGTERM', () => void interrupted());
  try {
    tell(`the engine is ${engine.own ? 'started' : engine.host}`);
    // The root takes the network while the tools take the processor; an engine of somebody else may need none.
    const [tools] = await Promise.all([prepareTools(state, parts), engine.own && makeRoot(join(state, 'bases'))]);
    tell('the tools are built');
    docker = dockerOf(engine, tools);
    made = await makeBases(docker, join(state, 'bases'), tools, bases);
    tell('the base images are made');
    await suite(name, await steps(docker, tools, work, state));
    tell('all steps are done');
  } catch (error) {
    // What is prepared before the first step is part of the suite: without it nothing is proven.
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n${name}: 0 passed, 1 failed\n`);
    process.exitCode = 1;
  } finally {
    await clean();
  }
};
