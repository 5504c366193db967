import { z } from 'zod';
import { HttpUrl, LabelKey, LabelValue, Name } from './scalars.js';
import { shorthand } from './shorthand.js';

const Team = z.strictObject({
  /** the team that owns the service and carries its pager; becomes the label `owner` */
  name: Name,
  /** where the team is reached; becomes the annotation `email` */
  email: z.email('expected an e-mail address such as payments@example.com').optional(),
});

/** Who the service is and who owns it: names, labels and annotations of every object come from here. */
export const identity = {
  /** the service's name, a DNS label; it names every object and never changes, since selectors cannot change */
  name: Name,
  /** the team that owns it: a name, or a name and an e-mail address */
  team: shorthand(Name, Team, (name) => ({ name })),
  /** the larger thing it is part of; becomes the namespace by default and `app.kubernetes.io/part-of`; default: the service's name */
  system: Name.optional(),
  /** its part in that system; becomes `app.kubernetes.io/component`; default: the kind of workload */
  component: LabelValue.optional(),
  /** one sentence on what it does; becomes an annotation */
  description: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .refine(
      (text) => !text.includes('\0'),
      'expected a text without the character NUL, which no label of an image can hold',
    )
    .optional(),
  /** pages about it by name, such as `runbook`, `repository`, `dashboard`; become annotations */
  links: z.record(Name, HttpUrl).default({}),
  /** further labels for every object and pod */
  labels: z.record(LabelKey, LabelValue).default({}),
  /** further annotations for every object */
  annotations: z.record(LabelKey, z.string().max(65_536)).default({}),
  /** further annotations for the pods only */
  podAnnotations: z.record(LabelKey, z.string().max(65_536)).default({}),
};
