import { closest, distance } from 'fastest-levenshtein';
import {
  kubeLinterAnnotation,
  kubeScoreAnnotation,
  polarisAnnotation,
  scannerOf,
  waiversAnnotation,
  waiversUntilAnnotation,
} from '../service/waiver-annotations.js';
import { referenceOf, sorted } from './finding.js';
import { rules } from './list.js';
import { namespaceOf, objectSet } from './object-set.js';
import type { Finding, KubernetesObject } from './rule.js';

/** Ids of the two findings about waivers themselves. */
export const waiverRules = {
  unknown: 'slipway/unknown-waiver',
  stale: 'slipway/stale-waiver',
  expired: 'slipway/expired-waiver',
} as const;

const listed = (object: KubernetesObject, annotation: string): readonly string[] =>
  (object.metadata.annotations?.[annotation] ?? '')
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');

const annotationOf = (object: KubernetesObject, rule: string): string | undefined => {
  const { scanner, check } = scannerOf(rule);
  const annotations = object.metadata.annotations ?? {};
  if (listed(object, waiversAnnotation).includes(rule)) return waiversAnnotation;
  if (scanner === 'kube-score')
    return listed(object, kubeScoreAnnotation).includes(check) ? kubeScoreAnnotation : undefined;
  if (scanner === 'kube-linter')
    return kubeLinterAnnotation(check) in annotations ? kubeLinterAnnotation(check) : undefined;
  if (scanner === 'polaris')
    return annotations[polarisAnnotation(check)] === 'true' ? polarisAnnotation(check) : undefined;
  return undefined;
};

/** Ids that only the scanner itself judges: Checkov's, of which there is no copy here. */
const judgedElsewhere = (id: string): boolean => /^checkov\/CKV2?_K8S_\d+$/.test(id);

const isWaiver = (annotation: string): boolean =>
  [waiversAnnotation, kubeScoreAnnotation].includes(annotation) ||
  annotation.startsWith(kubeLinterAnnotation('')) ||
  annotation.startsWith('polaris.fairwinds.com/');

/** Whether an object carries a waiver of a rule: the scanner's own annotation, or `slipway.dev/waivers`. */
export const isWaived = (object: KubernetesObject, rule: string): boolean => annotationOf(object, rule) !== undefined;

/** Findings for ids under `slipway.dev/waivers` that no rule has, with the nearest one that exists. */
export function unknownWaivers(objects: readonly KubernetesObject[]): readonly Finding[] {
  const known = new Set(rules.map(({ id }) => id));
  return sorted(
    objects.flatMap((object) =>
      listed(object, waiversAnnotation)
        .filter((id) => !known.has(id) && !judgedElsewhere(id))
        .map((id) => ({
          rule: waiverRules.unknown,
          object: referenceOf(object),
          path: `metadata.annotations.${waiversAnnotation}`,
          message: `waiver is of ${id}, which is no rule${didYouMean(id, [...known])}`,
          fix: 'correct the rule under waivers, or remove the waiver',
        })),
    ),
  );
}

/** Findings for waivers whose last day is before the given one (`2027-03-31`); the caller says which day it is. */
export const expiredWaivers = (objects: readonly KubernetesObject[], today: string): readonly Finding[] =>
  sorted(
    objects.flatMap((object) =>
      listed(object, waiversUntilAnnotation).flatMap((entry) => {
        const [rule = '', until = ''] = entry.split('=');
        if (until >= today) return [];
        return [
          {
            rule: waiverRules.expired,
            object: referenceOf(object),
            path: `metadata.annotations.${waiversUntilAnnotation}`,
            message: `waiver of ${rule} held until ${until}`,
            fix: 'follow the rule and remove the waiver, or give it a new reason and a new day',
          },
        ];
      }),
    ),
  );

/** Near enough to be meant: a third of the letters may differ. */
const didYouMean = (id: string, known: readonly string[]): string => {
  const nearest = closest(id, known);
  return distance(id, nearest) <= id.length / 3 ? `, did you mean ${nearest}` : '';
};

/**
 * Findings for waivers that nothing needs: neither the object that carries one, nor another object of the same application
 * (namespace and label `app.kubernetes.io/instance`) that carries it too.
 */
export function staleWaivers(objects: readonly KubernetesObject[]): readonly Finding[] {
  const set = objectSet(objects);
  const waiving = objects.filter(({ metadata }) => Object.keys(metadata.annotations ?? {}).some(isWaiver));
  return sorted(
    rules.flatMap(({ id, check }) => {
      const carriers = waiving.filter((object) => isWaived(object, id));
      if (carriers.length === 0) return [];
      const needed = new Set(check(set).map(({ object }) => applicationOf(object)));
      return carriers
        .filter((object) => !needed.has(applicationOf(object)))
        .map((object) => ({
          rule: waiverRules.stale,
          object: referenceOf(object),
          path: `metadata.annotations.${annotationOf(object, id)}`,
          message: `waiver is of ${id}, which the object passes`,
          fix: 'remove the waiver',
        }));
    }),
  );
}

const applicationOf = (object: KubernetesObject): string => {
  const instance = object.metadata.labels?.['app.kubernetes.io/instance'];
  return instance === undefined ? referenceOf(object) : `${namespaceOf(object)}\n${instance}`;
};
