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

/** What the scenarios work with. */
interface Place {
  readonly stack: Stack;
  readonly load: Load;
  readonly work: string;
}

/** The scenarios by name, in order; those that are named on the command line, or all. */
const scenarios: Readonly<Record<string, (place: Place) => readonly Step[]>> = {
  native: nativeSteps,
  up: ({ stack }) => upSteps(stack),
  laid: ({ stack }) => [
    { name: 'what the scenarios change in the definition is generated', action: () => stack.lay(base) },
  ],
  replace: ({ stack, load, work }) => replaceSteps(stack, load, join(work, 'replace')),
  outage: ({ stack }) => outageSteps(stack),
  deadline: ({ stack }) => deadlineSteps(stack),
  missing: ({ stack }) => missingSteps(stack),
  reload: ({ stack }) => reloadSteps(stack),
  clients: ({ stack, load }) => clientSteps(stack, load),
  pressure: ({ stack, load }) => pressureSteps(stack, load),
  down: ({ stack }) => [{ name: 'docker compose down leaves no container and no volume', action: stack.down }],
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(scenarios, name));
if (unknown.length > 0) {
  console.error(`test:service knows no scenario ${unknown.join(', ')}; allowed: ${Object.keys(scenarios).join(', ')}`);
  process.exit(2);
}
const wanted = (name: string): boolean => named.length === 0 || named.includes(name) || ['laid', 'down'].includes(name);

const steps = (docker: Docker, _: Tools, work: string): readonly Step[] => {
  const place = { stack: stackIn(docker, work), load: loadIn(work), work };
  return Object.entries(scenarios).flatMap(([name, made]) => (wanted(name) ? made(place) : []));
};

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
