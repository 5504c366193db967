import { pathText } from '../../definition/path.js';
import type { Problem } from '../../definition/problems.js';
import { atLeast } from '../../platform/kubernetes-version.js';
import type { Context } from '../context.js';

/** The version from which a pod offers all addresses of its node. */
const hostIPsSince = '1.29';

/** Fields of the pod that the environment's cluster does not offer yet. */
export const fieldProblems = ({ definition, environment, environmentName }: Context): readonly Problem[] =>
  Object.entries(definition.config.variables).flatMap(([name, variable]) =>
    variable.kind === 'field' && variable.path === 'status.hostIPs' && !atLeast(environment.kubernetes, hostIPsSince)
      ? [
          {
            path: pathText(['config', 'variables', name, 'path']),
            check: 'field-known',
            message: `${environmentName} has Kubernetes ${environment.kubernetes}, which has no ${variable.path} yet`,
            value: variable.path,
            allowed: `Kubernetes ${hostIPsSince} or newer, or status.hostIP`,
            fix: 'use status.hostIP',
          },
        ]
      : [],
  );
