import type { KindPart } from '../dependency-container.js';

/** Redis, without a password: nothing but the project's own network reaches it. */
export const redis = (): KindPart => ({
  folder: '/data',
  check: ['redis-cli', 'ping'],
  checkSeconds: 5,
  startSeconds: 10,
  memory: '256m',
  graceSeconds: 10,
  user: 'redis',
});
