import type { Validation, ValidationContext, ValidationViolatingResource } from 'cdk8s-cli/plugins';
import { check } from './check.js';
import { referenceOf } from './finding.js';
import { groupBy } from './group.js';
import { rules } from './list.js';
import type { Finding, KubernetesObject } from './rule.js';
import { isFields, textAt } from './values.js';
import { expiredWaivers, staleWaivers, unknownWaivers, waiverRules } from './waivers.js';

/** What the plugin needs of the context that cdk8s-cli gives to it. */
export type Context = Pick<ValidationContext, 'manifests' | 'parseManifest'> & {
  readonly report: Pick<ValidationContext['report'], 'addViolation' | 'submit'>;
  readonly logger: Pick<ValidationContext['logger'], 'log'>;
};

interface Located {
  readonly finding: Finding;
  readonly manifest: string;
}

const reasons = new Map([
  ...rules.map(({ id, reason }) => [id, reason] as const),
  [waiverRules.unknown, 'a waiver of a rule that is not there waives nothing'] as const,
  [waiverRules.expired, 'a waiver is for a time, so that somebody looks at it again'] as const,
]);

/**
 * Runs every rule over synthesized manifests, as a validation plugin of cdk8s-cli. Name it under `validations` of `cdk8s.yaml`: package
 * `./node_modules/slipway/build/rules/validation.js`, its version, class `SlipwayValidation`. The manifests of one folder are judged together, as one cluster gets them.
 */
export class SlipwayValidation implements Validation {
  private readonly today: string;

  /** Takes `properties` of `cdk8s.yaml`: the day that waivers are held against, such as `2027-03-31`; default: the day it is (UTC). */
  constructor({ today = new Date().toISOString().slice(0, 10) }: { readonly today?: string } = {}) {
    this.today = today;
  }

  /** Reports every finding that is not waived and every unknown or expired waiver as a violation, and logs waivers that nothing needs. */
  async validate(context: Context): Promise<void> {
    const folders = groupBy([...context.manifests].sort(), (manifest) => [folderOf(manifest)]);
    const found = [...folders.values()].map((manifests) => judge(context, manifests, this.today));
    const violations = groupBy(
      found.flatMap(({ violations }) => violations),
      ({ finding }) => [finding.rule],
    );
    for (const [rule, located] of [...violations].sort(([a], [b]) => (a < b ? -1 : 1))) {
      context.report.addViolation({
        ruleName: rule,
        recommendation: reasons.get(rule) ?? '',
        fix: located[0]?.finding.fix ?? '',
        violatingResources: resourcesOf(located),
      });
    }
    for (const { object, message, fix } of found.flatMap(({ stale }) => stale)) {
      context.logger.log(`${object}: ${message}; ${fix}`);
    }
    context.report.submit(violations.size === 0 ? 'success' : 'failure', { rules: String(rules.length) });
  }
}

function judge(context: Context, manifests: readonly string[], today: string) {
  const parsed = manifests.flatMap((manifest) =>
    context
      .parseManifest(manifest)
      .filter(isKubernetesObject)
      .map((object) => ({ manifest, object })),
  );
  const objects = parsed.map(({ object }) => object);
  const manifestOf = new Map(parsed.map(({ manifest, object }) => [referenceOf(object), manifest]));
  const violations: readonly Located[] = [
    ...check(objects),
    ...unknownWaivers(objects),
    ...expiredWaivers(objects, today),
  ].map((finding) => ({
    finding,
    manifest: manifestOf.get(finding.object) ?? '',
  }));
  return { violations, stale: staleWaivers(objects) };
}

const isKubernetesObject = (value: unknown): value is KubernetesObject =>
  isFields(value) &&
  textAt(value, 'apiVersion') !== undefined &&
  textAt(value, 'kind') !== undefined &&
  textAt(value, 'metadata.name') !== undefined;

/** cdk8s-cli finds the construct by the bare name of the object. */
const resourcesOf = (located: readonly Located[]): readonly ValidationViolatingResource[] =>
  [...groupBy(located, ({ finding, manifest }) => [`${manifest}\n${finding.object}`]).values()].flatMap((same) =>
    same.slice(0, 1).map(({ finding: { object }, manifest }) => ({
      resourceName: object.slice(object.lastIndexOf('/') + 1),
      manifestPath: manifest,
      locations: same.map(({ finding }) => `${object} ${finding.path}: ${finding.message}`),
    })),
  );

const folderOf = (manifest: string): string => manifest.slice(0, Math.max(0, manifest.lastIndexOf('/')));
