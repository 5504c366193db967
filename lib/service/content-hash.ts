import { createHash } from 'node:crypto';
import { by } from './context.js';
import type { Labels } from './types/labels.js';

/** The data with its keys in order. */
export const sorted = (data: Labels): Labels => Object.fromEntries(Object.entries(data).sort(by(([key]) => key)));

/** The hash of what a ConfigMap holds, in hexadecimal digits; the data must be `sorted`. */
export const contentHash = (data: Labels): string => createHash('sha256').update(JSON.stringify(data)).digest('hex');
