import type { Step } from '../../support/suite.js';
import type { Context } from '../context.js';
import { dockerProviderSteps } from './docker-provider.js';
import { failureSteps } from './failure.js';
import { stepsOn } from './run.js';
import { secretSteps } from './secrets.js';
import { upSteps } from './up.js';

/** The Pulumi program of the example organisation on a real engine, against a real builder and a real registry. */
export const pulumiSteps = (context: Context): readonly Step[] => {
  const step = stepsOn(context);
  return [
    ...upSteps(context, step),
    ...secretSteps(context, step),
    ...failureSteps(context, step),
    ...dockerProviderSteps(context, step),
  ];
};
