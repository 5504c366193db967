import type { KindPart } from '../dependency-container.js';

/** Valkey, without a password: nothing but the project's own network reaches it. */
export const valkey = (): KindPart => ({
  folder: '/data',
  check: ['valkey-cli', 'ping'],
  checkSeconds: 5,
  startSeconds: 10,
  memory: '256m',
  graceSeconds: 10,
  user: 'valkey',
});
