import { z } from 'zod';
import { Definition, type Resolved } from '../../lib/index.js';

const Queue = z.strictObject({
  /** the topic that the service owns */
  topic: z.string().regex(/^[a-z][-a-z]{1,40}$/, 'expected a topic such as bookings'),
  /** how long messages are kept, in whole hours */
  retention: z.string().regex(/^\d{1,4}h$/, 'expected whole hours such as 72h'),
});

/** What the organisation's teams may write: Slipway's definition, and the payments team's queue. */
export const OrganisationDefinition = Definition.extend({
  /** the queue that the service owns */
  queue: Queue.optional().describe('the queue that the service owns'),
});

/** A Service of this organisation. */
export type OrganisationService = Resolved<typeof OrganisationDefinition>;
