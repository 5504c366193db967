import type { Finding } from '../rules/index.js';
import type { Style } from './terminal.js';
import { counted } from './words.js';

/** A finding and the environment that has it. */
export interface LocatedFinding extends Finding {
  readonly environment: string;
}

interface Group {
  readonly finding: Finding;
  readonly rules: Set<string>;
  readonly environments: Set<string>;
}

/** The same finding under several rules or in several environments is one. */
const grouped = (findings: readonly LocatedFinding[]): ReadonlyMap<string, readonly Group[]> => {
  const groups = new Map<string, Group>();
  for (const finding of findings) {
    const { object, path, message, fix } = finding;
    const key = JSON.stringify([object, path, message, fix]);
    const group = groups.get(key) ?? { finding, rules: new Set(), environments: new Set() };
    groups.set(key, group);
    group.rules.add(finding.rule);
    group.environments.add(finding.environment);
  }
  const byObject = new Map<string, Group[]>();
  for (const group of groups.values()) {
    const same = byObject.get(group.finding.object);
    if (same === undefined) byObject.set(group.finding.object, [group]);
    else same.push(group);
  }
  return byObject;
};

/** Findings as people read them: by object, the same one of several rules and environments once. */
export const findingsText = (findings: readonly LocatedFinding[], style: Style): string =>
  [...grouped(findings)]
    .map(([object, groups]) =>
      [
        `${style('bold', object)}: ${counted(groups.length, 'finding')}`,
        ...groups.flatMap(({ finding: { path, message, fix }, rules, environments }) => [
          `  ${path}: ${style('red', message)} (${[...rules].join(', ')})`,
          `    in: ${[...environments].join(', ')}`,
          `    fix: ${fix}`,
        ]),
      ].join('\n'),
    )
    .join('\n');
