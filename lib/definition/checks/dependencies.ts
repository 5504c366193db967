import { type DependencyKind, hasAccounts, hasPassword, isDependencyKind } from '../dependencies.js';
import type { Definition } from '../index.js';
import { pathText } from '../path.js';
import { check, twice } from './check.js';

type Variables = Definition['dependencies'][string]['variables'];
type Field = keyof Variables;

const ofAccounts: readonly string[] = ['user', 'password', 'database'] satisfies readonly Field[];

/** The fields that a kind of dependency has; one of no known kind, which another check refuses, has all. */
const fieldsOf = (what: DependencyKind | undefined): readonly string[] => [
  ...['host', 'port', 'address', 'url'],
  ...(what === undefined || hasAccounts(what) ? ofAccounts : hasPassword(what) ? ['password'] : []),
];

/** Every variable that a dependency fills in. */
const filled = ({ dependencies }: Definition) =>
  Object.entries(dependencies).flatMap(([dependency, { kind, variables }]) => {
    const what = kind ?? (isDependencyKind(dependency) ? dependency : undefined);
    return Object.entries(variables).flatMap(([field, name]) =>
      name === undefined
        ? []
        : [
            {
              dependency,
              field,
              name,
              what,
              path: pathText(['dependencies', dependency, 'variables', field]),
            },
          ],
    );
  });

const variablesKnown = check('dependency-variables', ['dependencies', 'config'], (definition) => {
  const { variables, secrets } = definition.config;
  return filled(definition).flatMap(({ field, name, what, path }) => {
    if (!fieldsOf(what).includes(field))
      return [
        {
          path,
          message: `${what} has no ${field}`,
          value: name,
          allowed: fieldsOf(what).join(', '),
          fix: 'name each variable, as in variables: { host: REDIS_HOST, port: REDIS_PORT }',
        },
      ];
    const secret = Object.hasOwn(secrets, name);
    if (!secret && !Object.hasOwn(variables, name))
      return [
        {
          path,
          message: `there is no variable ${name}`,
          value: name,
          allowed: [...Object.keys(variables), ...Object.keys(secrets)].join(', ') || 'none: config has no variables',
          fix: 'add it to config.variables or config.secrets, or name the one that is meant',
        },
      ];
    const holdsPassword =
      field === 'password' || (field === 'url' && what !== undefined && hasAccounts(what) && what !== 'minio');
    return holdsPassword && !secret
      ? [
          {
            path,
            message: `${name} holds a password, and is no secret`,
            value: name,
            fix: `move ${name} from config.variables to config.secrets`,
          },
        ]
      : [];
  });
});

const filledOnce = check('dependency-variable-once', ['dependencies'], (definition) =>
  twice(filled(definition), ({ name }) => name).map(([first, { name, path }]) => ({
    path,
    message: `${name} is filled in by ${first.path} too`,
    value: name,
    fix: 'give each a variable of its own',
  })),
);

/** Checks of how the process finds its dependencies. */
export const dependencyChecks = [variablesKnown, filledOnce];
