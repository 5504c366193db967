export { check } from './check.js';
export { referenceOf } from './finding.js';
export { rules } from './list.js';
export { type NotOurs, notOurs } from './not-ours.js';
export type { Finding, KubernetesObject, Rule } from './rule.js';
export { expiredWaivers, isWaived, staleWaivers, unknownWaivers, waiverRules } from './waivers.js';
