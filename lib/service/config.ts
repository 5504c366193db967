import { needsGoMaxProcs, secretFolder, secretVariable } from '../definition/claims.js';
import { objectNames } from '../definition/names.js';
import { bytes } from '../definition/quantity.js';
import { present } from '../present.js';
import { toldByEnvironment } from './config-file.js';
import { contentHash, sorted } from './content-hash.js';
import { by, type Context } from './context.js';
import { secretPlace } from './secrets.js';
import type { OwnConfigMap } from './types/config.js';
import type { Variable, VariableSource } from './types/container.js';

const literals = ({ definition }: Context): readonly (readonly [string, string])[] =>
  Object.entries(definition.config.variables).flatMap(([name, variable]) => {
    const value = variable.kind === 'value' ? (variable.value ?? variable.default) : undefined;
    return value === undefined ? [] : [[name, String(value)] as const];
  });

/** True for a value in which Kubernetes would put other variables: such a one cannot stand in a ConfigMap. */
const refers = (value: string): boolean => value.includes('$(');

/** The ConfigMap of the variables whose values are known here; undefined when there are none. */
export const variablesMap = (context: Context): OwnConfigMap | undefined => {
  const data = sorted({
    ...toldByEnvironment(context),
    ...Object.fromEntries(literals(context).filter(([, value]) => !refers(value))),
  });
  if (Object.keys(data).length === 0) return undefined;
  return { name: objectNames.configMap(context.definition.name, contentHash(data)), immutable: true, data };
};

/** 90 % of the memory limit less what folders in memory may take, in whole MiB: the rest is for what Go does not count. */
const goMemoryLimit = ({ resources, security }: Context['definition']): string => {
  const inMemory = security.writable.reduce(
    (sum, { medium, size }) => (medium === 'memory' ? sum + bytes(size) : sum),
    0n,
  );
  return `${((bytes(resources.memory.limit) - inMemory) * 9n) / 10n / 1_048_576n}MiB`;
};

/** The variables that are not in a ConfigMap: the Go runtime's, secrets, and then the definition's own in its order. */
export const variables = (context: Context): readonly Variable[] => {
  const { definition } = context;
  const { config, name: service } = definition;
  const goMemory: Variable = {
    name: 'GOMEMLIMIT',
    kind: 'literal',
    value: definition.build?.language === 'go' ? goMemoryLimit(definition) : '',
  };
  return [
    ...(needsGoMaxProcs(definition)
      ? [{ name: 'GOMAXPROCS', kind: 'resource', resource: 'limits.cpu', divisor: '1' } as const]
      : []),
    ...(goMemory.value === '' ? [] : [goMemory]),
    ...Object.entries(config.secrets)
      .sort(by(([name]) => name))
      .map(
        ([name, { as }]): Variable =>
          as === 'env'
            ? { name, kind: 'secretKey', ...secretPlace(definition, name) }
            : { name: secretVariable(name, as), kind: 'literal', value: `${secretFolder(service)}/${name}` },
      ),
    ...Object.entries(config.variables).flatMap(([name, variable]): Variable[] => {
      switch (variable.kind) {
        case 'field':
          return [{ name, kind: 'field', path: variable.path }];
        case 'resource':
          return [{ name, kind: 'resource', resource: variable.resource, divisor: variable.divisor }];
        case 'configMap':
          return [
            { name, kind: 'configMapKey', object: variable.name, key: variable.key, optional: variable.optional },
          ];
        case 'value': {
          const value = String(variable.value ?? variable.default ?? '');
          return refers(value) ? [{ name, kind: 'literal', value }] : [];
        }
        default:
          return variable satisfies never;
      }
    }),
  ];
};

/** The ConfigMaps and Secrets that are taken whole: the service's own last, since the last one counts. */
export const variableSources = ({ definition }: Context, own: OwnConfigMap | undefined): readonly VariableSource[] => [
  ...definition.config.envFrom.map((source) => present(source)),
  ...(own === undefined ? [] : [{ kind: 'configMap' as const, name: own.name, optional: false }]),
];
