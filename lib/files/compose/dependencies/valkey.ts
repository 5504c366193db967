import type { DependencyContainer, KindPart } from '../dependency-container.js';

/** Valkey, with a password where the process has a variable for one: nothing but the project's own network reaches it. */
export const valkey = ({ accounts: [account] }: Pick<DependencyContainer, 'accounts'>): KindPart => ({
  folder: '/data',
  check: ['valkey-cli', 'ping'],
  checkSeconds: 5,
  startSeconds: 10,
  memory: '256m',
  graceSeconds: 10,
  user: 'valkey',
  ...(account !== undefined && {
    command: ['valkey-server', '--requirepass', account.password],
    environment: { REDISCLI_AUTH: account.password, VALKEYCLI_AUTH: account.password },
  }),
});
