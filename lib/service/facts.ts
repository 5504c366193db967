import type { Problem } from '../definition/problems.js';
import type { Context } from './context.js';
import { boundProblems } from './facts/bounds.js';
import { callersReach, callProblems } from './facts/calls.js';
import { apiReachable, drainWaited, quotaFits } from './facts/cluster.js';
import { fieldProblems } from './facts/fields.js';
import { imageProblems } from './facts/images.js';
import { hostProblems, namespaceProblems } from './facts/names.js';
import { annotationsAgree, clientsTold, ingressClassOnce, loadBalancer, routesFit } from './facts/ways-in.js';

/** What is wrong with a definition in an environment, beside its neighbours: bounds, images, hosts, calls. */
export const factProblems = (context: Context): readonly Problem[] => [
  ...namespaceProblems(context),
  ...imageProblems(context),
  ...boundProblems(context),
  ...fieldProblems(context),
  ...hostProblems(context),
  ...callProblems(context),
  ...callersReach(context),
  ...loadBalancer(context),
  ...annotationsAgree(context),
  ...ingressClassOnce(context),
  ...routesFit(context),
  ...clientsTold(context),
  ...drainWaited(context),
  ...apiReachable(context),
  ...quotaFits(context),
];
