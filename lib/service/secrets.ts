import { objectNames } from '../definition/names.js';
import { present } from '../present.js';
import { by, type Context, systemOf } from './context.js';
import type { OwnSecret } from './types/config.js';

/** The service's Secret with the place of each key in the store; undefined when all secrets exist elsewhere. */
export const ownSecret = ({ definition, environment }: Context): OwnSecret | undefined => {
  const entries = Object.entries(definition.config.secrets)
    .flatMap(([variable, secret]) =>
      secret.kind === 'store'
        ? [
            {
              variable,
              key: secret.key ?? `${systemOf(definition)}/${definition.name}`,
              ...(secret.key === undefined
                ? { property: secret.property ?? variable }
                : present({ property: secret.property })),
            },
          ]
        : [],
    )
    .sort(by(({ variable }) => variable));
  if (entries.length === 0) return undefined;
  return present({ name: objectNames.secrets(definition.name), entries, store: environment.secretStore });
};

/** The Secret and the key in it that hold a secret. */
export const secretPlace = (definition: Context['definition'], variable: string) => {
  const secret = definition.config.secrets[variable];
  return secret?.kind === 'secret'
    ? { object: secret.name, key: secret.key, optional: secret.optional }
    : { object: objectNames.secrets(definition.name), key: variable, optional: false };
};
