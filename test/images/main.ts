import { join } from 'node:path';
import type { Docker } from '../docker/docker.js';
import { session } from '../docker/session.js';
import type { Tools } from '../docker/tools.js';
import type { Step } from '../support/suite.js';
import { bases, pushBases } from './bases.js';
import { type Builder, buildBuildKit, startBuildKit } from './buildkit.js';
import type { Context } from './context.js';
import { lacking } from './lacking.js';
import { lockSteps } from './lock.js';
import { pulumiSteps } from './pulumi/steps.js';
import { type Registry, startRegistry } from './registry.js';
import { removeRepository } from './remove.js';
import { attestedSteps } from './scenarios/attested.js';
import { fallbackSteps } from './scenarios/fallback.js';
import { faultSteps } from './scenarios/faults.js';
import { pinnedSteps } from './scenarios/pinned.js';
import { rebuiltSteps } from './scenarios/rebuilt.js';
import { reproducibleSteps } from './scenarios/reproducible.js';
import { runningSteps } from './scenarios/running.js';
import { staleSteps } from './scenarios/stale.js';
import { runSlipway } from './slipway.js';
import { copyApps } from './workspace.js';

/** What takes one organisation from a commit to its manifests, each step on what the one before has left. */
const organisation = async (context: Context): Promise<readonly Step[]> => {
  const clone = await context.clone('organisation');
  const steps = [pinnedSteps, runningSteps, rebuiltSteps, staleSteps].flatMap((made) => made(context, clone));
  return [...steps, ...(await fallbackSteps(context, clone))];
};

/** The scenarios by name, in order; those that are named on the command line, or all. */
const scenarios: Readonly<Record<string, (context: Context) => readonly Step[] | Promise<readonly Step[]>>> = {
  organisation,
  faults: faultSteps,
  reproducible: reproducibleSteps,
  attested: attestedSteps,
  pulumi: pulumiSteps,
};

/** What is no scenario: `lock` writes the lock of the repository's own example organisation. */
const named = process.argv.slice(2);
const unknown = named.filter((name) => name !== 'lock' && !Object.hasOwn(scenarios, name));
if (unknown.length > 0) {
  const allowed = [...Object.keys(scenarios), 'lock'].join(', ');
  console.error(`test:images knows no scenario ${unknown.join(', ')}; allowed: ${allowed}`);
  process.exit(2);
}

const registries: Registry[] = [];
let builder: Builder | undefined;

const started = async (folder: string, guarded = false): Promise<Registry> => {
  const registry = await startRegistry(folder, { guarded });
  registries.push(registry);
  return registry;
};

/** Starts the registries and the BuildKit; what they hold begins empty, but for the base images. */
const contextOf = async (docker: Docker, tools: Tools, work: string, state: string): Promise<Context> => {
  const [registry, guarded, mirror, programs] = await Promise.all([
    started(join(work, 'registry')),
    started(join(work, 'guarded'), true),
    started(join(state, 'mirror')),
    buildBuildKit(state),
  ]);
  await pushBases(docker, mirror);
  builder = await startBuildKit(docker, {
    programs,
    folder: join(work, 'buildkit'),
    mirror: mirror.address,
    insecure: [registry.address],
  });
  return {
    docker,
    tools,
    registry,
    guarded,
    builder,
    work,
    state,
    clone: (name) => copyApps(join(work, name), `${registry.address}/acme`),
    slipway: (clone, args, env = {}) => runSlipway(clone, args, { ...docker.env, ...env }),
  };
};

/** Images by digest, for real: a registry, an engine, a BuildKit, and what production then runs. */
await session({
  name: 'images',
  parts: ['client', 'node'],
  bases,
  lacking: await lacking(),
  steps: async (docker, tools, work, state) => {
    const context = await contextOf(docker, tools, work, state);
    if (named.includes('lock')) return lockSteps(context);
    const wanted = Object.entries(scenarios).filter(([name]) => named.length === 0 || named.includes(name));
    const steps: Step[] = [];
    for (const [, made] of wanted) steps.push(...(await made(context)));
    return steps;
  },
  end: async () => {
    await builder?.stop();
    await Promise.all(registries.map(({ down }) => down()));
  },
  remove: async (docker) => {
    for (const { address } of registries) await removeRepository(docker, `${address}/*/*`);
  },
});
