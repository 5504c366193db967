import { addressChecks } from './checks/addresses.js';
import { annotationChecks } from './checks/annotations.js';
import { buildChecks } from './checks/build.js';
import type { Check } from './checks/check.js';
import { configChecks } from './checks/config.js';
import { dependencyChecks } from './checks/dependencies.js';
import { exposedSecretChecks } from './checks/exposed-secrets.js';
import { folderChecks } from './checks/folders.js';
import { healthChecks } from './checks/health.js';
import { identityChecks } from './checks/identity.js';
import { labelChecks } from './checks/labels.js';
import { migrationChecks } from './checks/migrations.js';
import { networkChecks } from './checks/network.js';
import { portChecks } from './checks/ports.js';
import { quantityChecks } from './checks/quantities.js';
import { referenceChecks } from './checks/references.js';
import { resourceChecks } from './checks/resources.js';
import { rolloutChecks } from './checks/rollout.js';
import { scalingChecks } from './checks/scaling.js';
import { secretChecks } from './checks/secrets.js';
import { stageChecks } from './checks/stages.js';
import { timingChecks } from './checks/timing.js';
import { variableChecks } from './checks/variables.js';
import { workloadChecks } from './checks/workload.js';
import type { Definition } from './index.js';
import type { Problem } from './problems.js';

/** All rules that span fields of a definition. */
export const checks: readonly Check[] = [
  ...identityChecks,
  ...labelChecks,
  ...annotationChecks,
  ...workloadChecks,
  ...migrationChecks,
  ...portChecks,
  ...networkChecks,
  ...addressChecks,
  ...quantityChecks,
  ...resourceChecks,
  ...healthChecks,
  ...timingChecks,
  ...scalingChecks,
  ...rolloutChecks,
  ...configChecks,
  ...folderChecks,
  ...variableChecks,
  ...referenceChecks,
  ...secretChecks,
  ...exposedSecretChecks,
  ...buildChecks,
  ...stageChecks,
  ...dependencyChecks,
];

/** What the rules find, all at once; a rule is left out when a concern that it reads is malformed already. */
export const crossFieldProblems = (
  definition: Definition,
  malformed: ReadonlySet<string> = new Set(),
): readonly Problem[] =>
  checks
    .filter(({ concerns }) => !concerns.some((concern) => malformed.has(concern)))
    .flatMap(({ id, problems }) => problems(definition).map((problem) => ({ ...problem, check: id })));
