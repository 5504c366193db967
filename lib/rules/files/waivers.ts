import type { FileFinding } from './artefacts.js';

/** A rule about files or images that a team does not follow, the last day on which that holds, and where it says so. */
export interface FileWaiver {
  readonly rule: string;
  readonly expires?: string;
}

/** Rules that no object of a cluster waives: what they judge follows them, as a sentence says it. */
const families = { files: 'which the files follow', image: 'which the image follows' } as const;

/** What rules are about; their ids begin with it. */
export type WaiverFamily = keyof typeof families;

/** Where waivers stand, and the rules that there are. */
export interface Waiving {
  readonly family: WaiverFamily;
  readonly service: string;
  /** the definition's file */
  readonly source: string;
  /** all waivers of the service; those of other families are passed over */
  readonly waivers: readonly FileWaiver[];
  /** the ids of all rules of the family */
  readonly known: ReadonlySet<string>;
  /** the day they are held against, such as `2027-03-31` */
  readonly today: string;
}

const isExpired = ({ expires }: FileWaiver, today: string): boolean => expires !== undefined && expires < today;

const ofFamily = ({ family, waivers }: Waiving): readonly FileWaiver[] =>
  waivers.filter(({ rule }) => rule.startsWith(`${family}/`));

/** What is wrong with a waiver; without `broken`, the rules that are not followed, nobody can tell that one is not needed. */
const problemOf = (
  waiver: FileWaiver,
  { family, known, today }: Waiving,
  broken: ReadonlySet<string> | undefined,
): { readonly id: string; readonly message: string; readonly fix: string } | undefined => {
  const { rule, expires } = waiver;
  if (!known.has(rule))
    return {
      id: `${family}/unknown-waiver`,
      message: `waiver is of ${rule}, which is no rule`,
      fix: `name one of ${[...known].sort().join(', ')}`,
    };
  if (isExpired(waiver, today))
    return {
      id: `${family}/expired-waiver`,
      message: `waiver of ${rule} held until ${expires}`,
      fix: 'follow the rule and remove the waiver, or give it a new reason and a new day',
    };
  if (broken === undefined || broken.has(rule)) return undefined;
  return {
    id: `${family}/stale-waiver`,
    message: `waiver is of ${rule}, ${families[family]}`,
    fix: 'remove the waiver',
  };
};

/**
 * What is wrong with the waivers of one family: of a rule that there is not, past their last day, or of a rule that is
 * followed. Which rules are not followed is said by `broken`; absent is that nobody has looked.
 */
export const waiverProblems = (waiving: Waiving, broken?: ReadonlySet<string>): readonly FileFinding[] =>
  ofFamily(waiving).flatMap((waiver) => {
    const problem = problemOf(waiver, waiving, broken);
    if (problem === undefined) return [];
    const { id, message, fix } = problem;
    const places = [{ file: waiving.source, path: 'waivers', value: waiver.rule }];
    return [{ rule: id, service: waiving.service, places, message, fix }];
  });

/** The findings of one service less those that it waives, and what is wrong with the waivers. An expired one waives nothing. */
export const lessWaived = (findings: readonly FileFinding[], waiving: Waiving): readonly FileFinding[] => {
  const holding = ofFamily(waiving).filter((waiver) => !isExpired(waiver, waiving.today));
  const waived = new Set(holding.map(({ rule }) => rule));
  const broken = new Set(findings.map(({ rule }) => rule));
  return [...findings.filter(({ rule }) => !waived.has(rule)), ...waiverProblems(waiving, broken)];
};
