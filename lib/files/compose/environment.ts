import type { LocalService, LocalVariable, Part } from '../../local/types/local.js';
import { credentialKey } from './credential-key.js';
import { canBeDefault, canBeKey, either, type Mapping, required, type Template, template } from './value.js';

/** What of a service its environment is made from. */
export type Told = Pick<LocalService, 'name' | 'configuration' | 'dependencies'> & {
  readonly local: Pick<LocalService['local'], 'variables'>;
};

/** The name of the container that a dependency has become. */
export type HostOf = (dependency: string) => string;

/** Names that shells, Compose and our own Makefile give a meaning: what they hold there is not meant for the service. */
const ofTheShell =
  /^(?:_|CI|PATH|HOME|USER|LOGNAME|SHELL|SHLVL|PWD|OLDPWD|TERM|LANG|LC_\w+|TZ|TMPDIR|HOST|HOSTNAME|VERSION|COMMIT|BUILD_TIME|(?:COMPOSE|DOCKER)_\w+)$/;

/** What the definition leaves to configuration, or a running process may take anew; ports and time limits this file says too. */
const adjustable: readonly string[] = ['config', 'logs', 'watch'];

/** The fixed text of a value, where it has nothing but text. */
const fixedText = ({ value }: LocalVariable): string | undefined =>
  value.every((part) => part.kind === 'text') ? value.map((part) => part.text).join('') : undefined;

/** One piece of a value. */
export const piece = (service: Told, part: Part, shared: boolean, hostOf: HostOf): string | Template => {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'host':
      return hostOf(part.dependency);
    case 'credential':
      return required(credentialKey(service, part.key, shared));
  }
};

/** The variables that one line of `.env` may change: configured by the definition, and said nowhere else in this file. */
const openNames = ({ configuration, dependencies }: Told): ReadonlySet<string> => {
  const connecting = new Set(Object.values(dependencies).flatMap(({ variables }) => Object.values(variables)));
  return new Set(
    configuration
      .filter(({ origin, reload }) => [origin, reload].some((one) => adjustable.includes(one)))
      .filter(({ name }) => !connecting.has(name))
      .map(({ name }) => name)
      .filter((name) => canBeKey(name) && !ofTheShell.test(name)),
  );
};

/**
 * The variables of the process. A line in `.env` wins over what the definition configures, as people who know Compose expect;
 * where the process finds its dependencies, and what else this file says in another place, stays as it is.
 */
export const environment = (service: Told, shared: boolean, hostOf: HostOf): Mapping | readonly Template[] => {
  const open = openNames(service);
  const entry = (variable: LocalVariable): Template => {
    const { name } = variable;
    const text = fixedText(variable);
    return text !== undefined && open.has(name) && canBeDefault(text)
      ? either(credentialKey(service, name, shared), text)
      : template(...variable.value.map((part) => piece(service, part, shared, hostOf)));
  };
  const entries = service.local.variables.map((variable) => [variable.name, entry(variable)] as const);
  // As keys of a mapping, names that begin with x- would be extensions of Compose's own.
  return entries.some(([name]) => name.startsWith('x-'))
    ? entries.map(([name, value]) => template(`${name}=`, value))
    : Object.fromEntries(entries);
};
