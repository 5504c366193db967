import { at, isSet } from '../values.js';
import type { Entry } from './compose.js';
import type { Run } from './manifests.js';
import type { FileRule } from './rule.js';
import { agree, type Said, shown } from './said.js';
import { composeBytes, cpus, quantity } from './units.js';

interface Limit {
  /** under resources.limits of the manifests */
  readonly field: string;
  /** where Compose says it, the form for deployments first */
  readonly paths: readonly string[];
  readonly amount: (value: unknown) => number | undefined;
}

const limits: readonly Limit[] = [
  { field: 'cpu', paths: ['deploy.resources.limits.cpus', 'cpus'], amount: cpus },
  { field: 'memory', paths: ['deploy.resources.limits.memory', 'mem_limit'], amount: composeBytes },
];

const same = (value: unknown, amount: number | undefined): string =>
  !isSet(value) ? '' : amount === undefined ? String(value) : String(Math.round(amount * 1000) / 1000);

const ofEntry = (entry: Entry, { paths, amount }: Limit): Said | undefined => {
  const path = paths.find((one) => isSet(at(entry.fields, one)));
  const value = path === undefined ? undefined : at(entry.fields, path);
  if (path === undefined && !entry.whole) return undefined;
  const place = entry.place(path ?? paths[0] ?? '', shown(value));
  return { called: `${place.file} ${path ?? paths[0]}`, place, same: same(value, amount(value)) };
};

const ofRun = (run: Run, { field }: Limit): Said => {
  const path = `resources.limits.${field}`;
  const value = at(run.container.fields, path);
  return { called: `${field} limit`, place: run.place(path, shown(value)), same: same(value, quantity(value)) };
};

/** Production's limits on the own machine. */
export const resourceLimits: readonly FileRule[] = [
  {
    id: 'files/limits',
    reason: 'a process that needs more than production gives it must be found out on the own machine',
    fix: 'let deploy.resources.limits of the Compose service be the limits under resources of the definition',
    check: ({ entries, production }) =>
      production === undefined
        ? []
        : entries.flatMap((entry) => limits.flatMap((one) => agree(ofEntry(entry, one), ofRun(production, one)))),
  },
];
