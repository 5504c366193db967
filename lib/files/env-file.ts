import type { Credential, LocalService } from '../local/types/local.js';
import { credentialKey } from './compose/credential-key.js';
import { dotenvComment, dotenvEmptyKeys, dotenvKeys, dotenvValue } from './quoting/dotenv.js';

/** What `.env` is made from; of a LocalService only this. */
type Owner = Pick<LocalService, 'name'> & { readonly local: Pick<LocalService['local'], 'credentials'> };

const heading = [
  '# Local only: credentials for work on this machine. Never commit this file.',
  '# It is yours to change: Slipway adds what is missing and never overwrites what is here.',
];

/** The lines of `.env`, each key once, sorted. */
const credentialsOf = (services: readonly Owner[], shared: boolean): readonly Credential[] => {
  const all = services.flatMap((service) =>
    service.local.credentials.map((credential) => ({
      ...credential,
      key: credentialKey(service, credential.key, shared),
    })),
  );
  return [...new Map(all.map((credential) => [credential.key, credential])).values()].toSorted((a, b) =>
    a.key < b.key ? -1 : 1,
  );
};

const linesOf = (credentials: readonly Credential[]): readonly string[] =>
  credentials.flatMap(({ key, value, description }) => [
    '',
    ...(description === '' ? [] : dotenvComment(description)),
    ...(value === '' ? ['# only you can know it'] : []),
    `${key}=${dotenvValue(value)}`,
  ]);

/**
 * The text of a new `.env`: the local-only defaults of all credentials. `shared` is the workspace's own file, where the keys
 * of several services stand beside each other.
 */
export const localEnv = (services: readonly Owner[], shared: boolean = services.length > 1): string =>
  `${[...heading, ...linesOf(credentialsOf(services, shared))].join('\n')}\n`;

/** The keys that an existing `.env` lacks, sorted; one without a value is lacking where there is a default for it, since Compose refuses it. */
export const missingKeys = (text: string, services: readonly Owner[], shared: boolean): readonly string[] => {
  const there = new Set(dotenvKeys(text));
  const empty = new Set(dotenvEmptyKeys(text));
  return credentialsOf(services, shared).flatMap(({ key, value }) =>
    there.has(key) && !(empty.has(key) && value !== '') ? [] : [key],
  );
};

/** An existing `.env` with the defaults of the keys that it lacks after it; what was there stays as it is. */
export const appendMissing = (text: string, services: readonly Owner[], shared: boolean): string => {
  const missing = new Set(missingKeys(text, services, shared));
  if (missing.size === 0) return text;
  const added = linesOf(credentialsOf(services, shared).filter(({ key }) => missing.has(key))).join('\n');
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${added}\n`;
};
