/** The annotation that names waived rules by their full ids, for every scanner; `lib/rules` reads it. */
export const waiversAnnotation = 'slipway.dev/waivers';

/** The annotation that says until when a team's own waivers hold: `<rule>=<last day>`, with commas between. */
export const waiversUntilAnnotation = 'slipway.dev/waivers-until';

/** Where kube-score reads the checks that an object need not pass. */
export const kubeScoreAnnotation = 'kube-score/ignore';

/** The annotation by which kube-linter waives one check; its value is the reason. */
export const kubeLinterAnnotation = (check: string): string => `ignore-check.kube-linter.io/${check}`;

/** The annotation by which Polaris exempts an object from one check. */
export const polarisAnnotation = (check: string): string => `polaris.fairwinds.com/${check}-exempt`;

/** The annotations by which Checkov skips checks; they are numbered, and each value is the check and the reason. */
export const checkovAnnotation = (number: number): string => `checkov.io/skip${number}`;

/** A rule's id parted into its scanner and what the scanner calls the check. */
export function scannerOf(rule: string): { readonly scanner: string; readonly check: string } {
  const slash = rule.indexOf('/');
  return { scanner: rule.slice(0, slash), check: rule.slice(slash + 1) };
}

/**
 * The annotations that waive rules on an object: each scanner's own, and one that names them all. Sorted by key; empty without waivers; of
 * several waivers of one rule the first counts.
 */
export function waiverAnnotations(
  waivers: readonly { readonly rule: string; readonly reason: string; readonly expires?: string }[],
): Readonly<Record<string, string>> {
  if (waivers.length === 0) return {};
  const reasons = new Map([...waivers].reverse().map(({ rule, reason }) => [rule, reason]));
  const rules = [...reasons.keys()].sort();
  const checksOf = (scanner: string) =>
    rules.map(scannerOf).flatMap((one) => (one.scanner === scanner ? [one.check] : []));
  const ignored = checksOf('kube-score');
  const until = rules.flatMap((rule) =>
    waivers.filter((one) => one.rule === rule && one.expires !== undefined).slice(0, 1),
  );
  const annotations = [
    ...checksOf('kube-linter').map((check) => [kubeLinterAnnotation(check), reasons.get(`kube-linter/${check}`) ?? '']),
    ...(ignored.length > 0 ? [[kubeScoreAnnotation, ignored.join(',')]] : []),
    ...checksOf('polaris').map((check) => [polarisAnnotation(check), 'true']),
    ...checksOf('checkov').map((check, at) => [
      checkovAnnotation(at + 1),
      `${check}=${reasons.get(`checkov/${check}`) ?? ''}`,
    ]),
    [waiversAnnotation, rules.join(',')],
    ...(until.length > 0
      ? [[waiversUntilAnnotation, until.map(({ rule, expires }) => `${rule}=${expires}`).join(',')]]
      : []),
  ];
  return Object.fromEntries(annotations.sort(([a = ''], [b = '']) => (a < b ? -1 : 1)));
}
