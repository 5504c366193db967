import type { FileFinding } from './artefacts.js';

/** A rule about files that a team does not follow, the last day on which that holds, and where it says so. */
export interface FileWaiver {
  readonly rule: string;
  readonly expires?: string;
}

/** Ids of the findings about waivers themselves. */
export const fileWaiverRules = {
  unknown: 'files/unknown-waiver',
  stale: 'files/stale-waiver',
  expired: 'files/expired-waiver',
} as const;

/** Whether a waiver is of a rule about files, and not about manifests. */
export const isOfFiles = (rule: string): boolean => rule.startsWith('files/');

/** Where waivers stand, and the rules that there are. */
export interface Waiving {
  readonly service: string;
  /** the definition's file */
  readonly source: string;
  /** all waivers of the service; those of other rules are passed over */
  readonly waivers: readonly FileWaiver[];
  /** the ids of all rules about files */
  readonly known: ReadonlySet<string>;
  /** the day they are held against, such as `2027-03-31` */
  readonly today: string;
}

/**
 * The findings of one service less those that it waives, and what is wrong with the waivers: of a rule that there is not, of
 * one that the files follow, or past their last day. An expired waiver waives nothing.
 */
export const lessWaived = (
  findings: readonly FileFinding[],
  { service, source, waivers, known, today }: Waiving,
): readonly FileFinding[] => {
  const ours = waivers.filter(({ rule }) => isOfFiles(rule));
  const expired = ({ expires }: FileWaiver): boolean => expires !== undefined && expires < today;
  const broken = new Set(findings.map(({ rule }) => rule));
  const waived = new Set(ours.filter((waiver) => !expired(waiver)).map(({ rule }) => rule));
  const about = (rule: string, of: FileWaiver, message: string, fix: string): FileFinding => ({
    rule,
    service,
    places: [{ file: source, path: 'waivers', value: of.rule }],
    message,
    fix,
  });
  const problems = ours.flatMap((waiver): readonly FileFinding[] => {
    if (!known.has(waiver.rule))
      return [
        about(
          fileWaiverRules.unknown,
          waiver,
          `waiver is of ${waiver.rule}, which is no rule`,
          `name one of ${[...known].sort().join(', ')}`,
        ),
      ];
    if (expired(waiver))
      return [
        about(
          fileWaiverRules.expired,
          waiver,
          `waiver of ${waiver.rule} held until ${waiver.expires}`,
          'follow the rule and remove the waiver, or give it a new reason and a new day',
        ),
      ];
    if (broken.has(waiver.rule)) return [];
    return [
      about(fileWaiverRules.stale, waiver, `waiver is of ${waiver.rule}, which the files follow`, 'remove the waiver'),
    ];
  });
  return [...findings.filter(({ rule }) => !waived.has(rule)), ...problems];
};
