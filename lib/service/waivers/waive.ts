import type { Waiver } from '../types/service.js';

/** The kinds that hold pods, where scanners look for what is waived on them. */
export const pods = ['Deployment', 'CronJob'] as const;

/** Waives rules on kinds of object, for one reason, when a choice contradicts them. */
export const waive = (
  when: boolean,
  reason: string,
  kinds: Waiver['kinds'],
  rules: readonly string[],
): readonly Waiver[] => (when ? rules.map((rule) => ({ rule, reason, kinds })) : []);
