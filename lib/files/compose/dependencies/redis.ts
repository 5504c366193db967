import type { DependencyContainer, KindPart } from '../dependency-container.js';

/** Redis, with a password where the process has a variable for one: nothing but the project's own network reaches it. */
export const redis = ({ accounts: [account] }: Pick<DependencyContainer, 'accounts'>): KindPart => ({
  folder: '/data',
  check: ['redis-cli', 'ping'],
  checkSeconds: 5,
  startSeconds: 10,
  memory: '256m',
  graceSeconds: 10,
  user: 'redis',
  ...(account !== undefined && {
    command: ['redis-server', '--requirepass', account.password],
    environment: { REDISCLI_AUTH: account.password },
  }),
});
