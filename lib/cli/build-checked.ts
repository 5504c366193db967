import { type Engine, findEngine } from '../builds/engine.js';
import { beyondEngine } from '../builds/limits.js';
import { type BuildPlan, type PlanOptions, planBuilds } from '../builds/plan.js';
import type { Programs } from '../builds/programs.js';
import { DefinitionError, type Problem } from '../definition/problems.js';
import { WorkspaceError } from '../entries/problems.js';
import type { BuiltService } from '../image/request.js';
import { shownSafely } from './terminal.js';

/** What is checked before anything is built. */
export interface Checking {
  readonly services: readonly BuiltService[];
  readonly plan: Omit<PlanOptions, 'registry'>;
  /** those that the images could go to: one is needed to push */
  readonly registries: readonly string[];
  /** the platform's file, as errors name it */
  readonly platform: string;
  /** what the lock entries stand under */
  readonly under: string;
}

/** All that is needed to build. */
export interface Checked {
  readonly engine: Engine;
  readonly plans: readonly BuildPlan[];
}

const registryProblems = ({ registries, under, plan: { push } }: Checking): readonly Problem[] => {
  if (!push || registries.length === 1) return [];
  if (registries.length === 0)
    return [
      {
        path: 'registry',
        message: 'nothing says where images are pushed to',
        fix: 'say registry in the platform, name an environment that has one with --for, or say --registry <registry>',
      },
    ];
  return [
    {
      path: 'registry',
      message: `the environments of ${under} pull from different registries: ${registries.join(', ')}`,
      fix: 'say one of them with --registry <registry>, or name one environment with --for',
    },
  ];
};

const error = (source: string, problems: readonly Problem[]): readonly DefinitionError[] =>
  problems.length === 0 ? [] : [new DefinitionError(source, problems)];

/** Checks for all services whether they can be built; throws a WorkspaceError that tells all that is wrong at once. */
export const checked = async (checking: Checking, programs: Programs): Promise<Checked> => {
  const { services, plan, registries, platform } = checking;
  const [registry] = registries.length === 1 ? registries : [];
  const [found, { plans, errors }] = await Promise.all([
    findEngine(programs, plan),
    planBuilds(services, { ...plan, registry }),
  ]);
  const [first] = services;
  const beyond = 'engine' in found && first !== undefined ? beyondEngine(first.images, found.engine, plan.push) : [];
  const all = [
    ...('problem' in found ? error('docker', [{ ...found.problem, message: shownSafely(found.problem.message) }]) : []),
    ...error(platform, [...registryProblems(checking), ...beyond]),
    ...errors,
  ];
  if (all.length > 0 || 'problem' in found) throw new WorkspaceError(all);
  return { engine: found.engine, plans };
};
