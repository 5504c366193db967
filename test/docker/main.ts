import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from '../support/suite.js';
import { makeBases, makeRoot } from './bases.js';
import { endAll } from './command.js';
import { type Docker, dockerOf } from './docker.js';
import { runningEngine, startEngine } from './engine.js';
import { type Fixture, type Fixtures, layFixtures } from './fixture.js';
import { vendor } from './image.js';
import { cachingSteps } from './scenarios/caching.js';
import { hostileSteps } from './scenarios/hostile.js';
import { carelessSteps, imageSteps } from './scenarios/image.js';
import { lintSteps } from './scenarios/lint.js';
import { runSteps } from './scenarios/run.js';
import { storeSteps } from './scenarios/stores.js';
import { missing, prepareTools, type Tools } from './tools.js';

/**
 * Builds and runs what Slipway generates on a real Docker engine: one that it starts and ends itself, or the one that
 * DOCKER_HOST names. SLIPWAY_DOCKER_STATE names a folder that keeps tools, images and caches for the next run.
 */
const host = process.env.DOCKER_HOST;
const lacking = await missing(host === undefined);
if (lacking.length > 0) {
  console.error(`test:docker needs ${lacking.join(', ')}`);
  process.stdout.write('docker: 0 passed, 1 failed\n');
  process.exit(69);
}

const kept = process.env.SLIPWAY_DOCKER_STATE;
const state = kept ?? mkdtempSync(join(tmpdir(), 'slipway-docker-'));
const work = mkdtempSync(join(tmpdir(), 'slipway-docker-work-'));
mkdirSync(state, { recursive: true });

const began = Date.now();
const tell = (what: string): void => {
  process.stdout.write(`${((Date.now() - began) / 1000).toFixed(0)} s: ${what}\n`);
};

/** Removes from an engine that is somebody else's the images that the suite has made there. */
const removeImages = async (docker: Docker, made: readonly string[]): Promise<void> => {
  const listed = await docker.run(['images', '--all', '--quiet', '--filter', `label=${vendor}`]);
  const all = [...made, ...new Set(listed.split('\n').filter((id) => id !== ''))];
  if (all.length > 0) await docker.run(['rmi', '--force', ...all]);
};

const steps = (docker: Docker, tools: Tools) => {
  let laid: Fixtures | undefined;
  const fixtures = (): Fixtures => {
    if (laid === undefined) throw new Error('the files were not generated');
    return laid;
  };
  const of = (language: string) => (): Fixture => {
    const found = fixtures().all.find((one) => one.language === language);
    if (found === undefined) throw new Error(`there is no service in ${language}`);
    return found;
  };
  const simple = ['node', 'python', 'static'];
  return [
    {
      name: 'the files of a Go, a Node, a Python and a static service are generated',
      action: async () => {
        laid = await layFixtures(join(work, 'services'));
      },
    },
    ...lintSteps(docker, tools, fixtures, join(work, 'lint')),
    ...['go', ...simple].flatMap((language) => imageSteps(docker, fixtures, language)),
    ...carelessSteps(docker, fixtures, join(work, 'careless')),
    ...simple.flatMap((language) => runSteps(docker, of(language), language)),
    ...storeSteps(docker, fixtures),
    ...hostileSteps(docker, join(work, 'hostile')),
    ...cachingSteps(docker, of('go'), join(work, 'caching')),
  ];
};

const engine = host === undefined ? await startEngine(join(state, 'engine')) : runningEngine(host);
const clean = async (): Promise<void> => {
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
  const [tools] = await Promise.all([prepareTools(state), engine.own && makeRoot(join(state, 'bases'))]);
  tell('the tools are built');
  const docker = dockerOf(engine, tools);
  const made = await makeBases(docker, join(state, 'bases'), tools);
  tell('the base images are made');
  await suite('docker', steps(docker, tools));
  tell('all steps are done');
  if (!engine.own) await removeImages(docker, made);
} catch (error) {
  // What is prepared before the first step is part of the suite: without it nothing is proven.
  process.stdout.write(`${error instanceof Error ? error.message : String(error)}\ndocker: 0 passed, 1 failed\n`);
  process.exitCode = 1;
} finally {
  await clean();
}
