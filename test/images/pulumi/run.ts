import type { Step } from '../../support/suite.js';
import type { Context } from '../context.js';
import { type Built, buildPulumi } from './tools.js';

/** Makes a step that needs the programs of Pulumi, in a folder; where there can be none it says why it is skipped. */
export type PulumiStep = (name: string, action: (programs: string) => Promise<void>) => Step;

/** Says of a step that it shows nothing on this machine, and why. */
export const skipped = (reason: string): void => {
  process.stdout.write(`skipped, for ${reason}\n`);
};

/** Steps that share one build of the programs, which the first of them waits for. */
export const stepsOn = ({ state }: Context): PulumiStep => {
  let building: Promise<Built> | undefined;
  return (name, action) => ({
    name: `pulumi: ${name}`,
    action: async () => {
      building ??= buildPulumi(state);
      const built = await building;
      if ('lacking' in built) skipped(built.lacking);
      else await action(built.programs);
    },
  });
};
