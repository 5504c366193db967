import { join } from 'node:path';
import type { Docker } from '../docker/docker.js';
import { identity } from '../docker/image.js';
import { session } from '../docker/session.js';
import type { Tools } from '../docker/tools.js';
import type { Step } from '../support/suite.js';
import { base } from './layers.js';
import { type Load, loadIn } from './load.js';
import { nativeMissing, nativeSteps } from './native.js';
import { clientSteps } from './scenarios/clients.js';
import { deadlineSteps } from './scenarios/deadline.js';
import { missingSteps } from './scenarios/missing.js';
import { outageSteps } from './scenarios/outage.js';
import { pressureSteps } from './scenarios/pressure.js';
import { reloadSteps } from './scenarios/reload.js';
import { replaceSteps } from './scenarios/replace.js';
import { upSteps } from './scenarios/up.js';
import { type Stack, stackIn } from './stack.js';

/** The scenarios by name, in order; those that are named on the command line, or all. */
const scenarios = (stack: Stack, load: Load, work: string): Readonly<Record<string, () => readonly Step[]>> => ({
  native: nativeSteps,
  up: () => upSteps(stack),
  laid: () => [{ name: 'what the scenarios change in the definition is generated', action: () => stack.lay(base) }],
  replace: () => replaceSteps(stack, load, join(work, 'replace')),
  outage: () => outageSteps(stack),
  deadline: () => deadlineSteps(stack),
  missing: () => missingSteps(stack),
  reload: () => reloadSteps(stack),
  clients: () => clientSteps(stack, load),
  pressure: () => pressureSteps(stack, load),
  down: () => [{ name: 'docker compose down leaves no container and no volume', action: stack.down }],
});

const named = process.argv.slice(2);
const wanted = (name: string): boolean => named.length === 0 || named.includes(name) || ['laid', 'down'].includes(name);

const steps = (docker: Docker, _: Tools, work: string): readonly Step[] =>
  Object.entries(scenarios(stackIn(docker, work), loadIn(work), work)).flatMap(([name, made]) =>
    wanted(name) ? made() : [],
  );

/** The reference service at run time: its generated image in Compose, under load, faults and bad configuration. */
await session({
  name: 'service',
  lacking: wanted('native') ? nativeMissing() : [],
  parts: ['client'],
  bases: ['golang:1.26-trixie', 'gcr.io/distroless/static-debian13:nonroot', 'postgres:15-alpine', 'redis:7-alpine'],
  steps,
  remove: async (docker) => {
    const ours = [`registry.example.com/acme/myapp:${identity.VERSION}`, 'slipway-test/myapp:abrupt'];
    await docker.run(['rmi', '--force', ...ours]);
  },
});
