import { join } from 'node:path';
import type { Step } from '../support/suite.js';
import type { Docker } from './docker.js';
import { type Fixture, type Fixtures, layFixtures } from './fixture.js';
import { vendor } from './image.js';
import { cachingSteps } from './scenarios/caching.js';
import { hostileSteps } from './scenarios/hostile.js';
import { carelessSteps, imageSteps } from './scenarios/image.js';
import { lintSteps } from './scenarios/lint.js';
import { runSteps } from './scenarios/run.js';
import { storeSteps } from './scenarios/stores.js';
import { session } from './session.js';
import type { Tools } from './tools.js';

/** Builds and runs what Slipway generates on a real Docker engine. */
const steps = (docker: Docker, tools: Tools, work: string): readonly Step[] => {
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

/** Every image that carries the label of the suite. */
const removeImages = async (docker: Docker): Promise<void> => {
  const listed = await docker.run(['images', '--all', '--quiet', '--filter', `label=${vendor}`]);
  const all = [...new Set(listed.split('\n').filter((id) => id !== ''))];
  if (all.length > 0) await docker.run(['rmi', '--force', ...all]);
};

await session({ name: 'docker', steps, remove: removeImages });
