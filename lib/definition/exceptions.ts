import { z } from 'zod';
import { Name } from './scalars.js';

/** A rule that is not followed: which, why, who answers for it, and until when. */
export const Waiver = z.strictObject({
  /** the rule's id, such as `kube-linter/privileged-ports` */
  rule: z
    .string()
    .regex(/^[a-z][-a-z0-9]*\/[-\w]+$/, 'expected the id of a rule, such as kube-linter/privileged-ports'),
  /** why it is not followed */
  reason: z.string().trim().min(10, 'expected a reason of at least 10 characters').max(500),
  /** who answers for it */
  owner: z.string().trim().min(1).max(100),
  /** the last day on which it holds, such as `2027-03-31` */
  expires: z.iso.date('expected a day such as 2027-03-31'),
});

const Operation = z.strictObject({
  /** what is done at the path (RFC 6902) */
  op: z.enum(['add', 'replace', 'remove']),
  /** where, as a JSON pointer into the finished object, such as `/spec/template/spec/hostAliases` */
  path: z.string().regex(/^(\/([^~/]|~[01])*)+$/, 'expected a JSON pointer such as /spec/template/spec/hostAliases'),
  /** what stands there then, spelled as Kubernetes spells it */
  value: z.json().optional(),
});

const Target = z.strictObject({
  /** the object's kind, such as `Deployment` */
  kind: z.string().regex(/^[A-Z][A-Za-z]*$/, 'expected a kind such as Deployment'),
  /** the object's name, where there are several of the kind */
  name: Name.optional(),
});

/** A change to one finished object, laid on after everything else. */
export const Patch = z.strictObject({
  /** the object that is changed */
  target: Target,
  /** what is changed, in order */
  operations: z.array(Operation).min(1),
});
