import { z } from 'zod';
import { EnvName, ObjectName } from './scalars.js';
import { shorthand } from './shorthand.js';

const Scalar = z.union([z.string(), z.number(), z.boolean()], 'expected a text, a number, or true or false');

/** The key of a ConfigMap or Secret. */
export const DataKey = z
  .string()
  .max(253)
  .regex(/^(?!\.\.|\.$)[-._a-zA-Z0-9]+$/, 'expected a key of letters, digits, -, _ and .');

const description = {
  /** what it is for; goes into the configuration table */
  description: z.string().optional(),
};

const optional = {
  /** true lets the pod start when it is not there */
  optional: z.boolean().default(false),
};

const ValueVariable = z.strictObject({
  /** where the value comes from: this definition, the pod's fields, the container's resources, or a ConfigMap that exists */
  kind: z.literal('value').default('value'),
  /** what the value must be; checked here, so that the process never sees a malformed one */
  type: z.enum(['string', 'integer', 'number', 'boolean', 'duration', 'url', 'port']).optional(),
  /** the values that are allowed */
  allowed: z.array(Scalar).min(1).optional(),
  /** the value in this environment; may use `$(OTHER)` of variables above it */
  value: Scalar.optional(),
  /** the value where no layer says another */
  default: Scalar.optional(),
  /** true makes it an error when an environment has no value for it */
  required: z.boolean().default(false),
  /** false says that it is no secret although it looks like one; goes with `reason` */
  sensitive: z.literal(false).optional(),
  /** why it is no secret */
  reason: z.string().min(1).optional(),
  ...description,
});

const FieldVariable = z.strictObject({
  /** the value is a field of the pod, such as its name or address */
  kind: z.literal('field'),
  /** the field, such as `status.podIP` or `metadata.labels['app']` */
  path: z
    .string()
    .regex(
      /^(metadata\.(name|namespace|uid|labels\['[^']+'\]|annotations\['[^']+'\])|spec\.(nodeName|serviceAccountName)|status\.(hostIP|hostIPs|podIP|podIPs))$/,
      'expected a field that a pod offers its containers, such as metadata.name, spec.nodeName or status.podIP',
    ),
  ...description,
});

const ResourceVariable = z.strictObject({
  /** the value is what the container may use */
  kind: z.literal('resource'),
  /** which of the container's resources, and whether its request or its limit */
  resource: z.enum([
    'requests.cpu',
    'limits.cpu',
    'requests.memory',
    'limits.memory',
    'requests.ephemeral-storage',
    'limits.ephemeral-storage',
  ]),
  /** the unit that it is told in, such as `1` (cores), `1m`, `1Mi` */
  divisor: z
    .string()
    .regex(/^(1|1m|1k|1M|1G|1T|1P|1E|1Ki|1Mi|1Gi|1Ti|1Pi|1Ei)$/, 'expected a unit such as 1, 1m or 1Mi')
    .default('1'),
  ...description,
});

const ConfigMapVariable = z.strictObject({
  /** the value is a key of a ConfigMap that somebody else makes */
  kind: z.literal('configMap'),
  /** the ConfigMap's name */
  name: ObjectName,
  /** the key in the ConfigMap */
  key: DataKey,
  ...optional,
  ...description,
});

/** One variable of the process: a value, or where its value comes from. */
export const Variable = shorthand(
  Scalar,
  z.discriminatedUnion('kind', [ValueVariable, FieldVariable, ResourceVariable, ConfigMapVariable]),
  (value) => ({ kind: 'value' as const, value }),
  (variable) => ('value' in variable || 'default' in variable ? 'value' : undefined),
);

const delivery = {
  /** `env` puts the value into the variable; `file` mounts it and puts the file's path into `<NAME>_FILE` */
  as: z.enum(['env', 'file']).default('env'),
  ...description,
};

const StoreSecret = z.strictObject({
  /** where it is kept: in the environment's secret store, or in a Secret that somebody else makes */
  kind: z.literal('store').default('store'),
  /** its place in the store; default: `<system>/<name>` */
  key: z.string().min(1).max(1024).optional(),
  /** the property there; default: the variable's name where `key` is left away too, else the whole value */
  property: z.string().min(1).max(253).optional(),
  ...delivery,
});

const ExistingSecret = z.strictObject({
  /** a key of a Secret that somebody else makes */
  kind: z.literal('secret'),
  /** the Secret's name */
  name: ObjectName,
  /** the key in the Secret */
  key: DataKey,
  ...optional,
  ...delivery,
});

/** One secret: only where it is kept, never its value. `shop/orders#password` is a key and a property of the store. */
export const Secret = shorthand(
  z.string().regex(/^[^#\s]+(#[^#\s]+)?$/, 'expected a place in the secret store such as shop/orders#password'),
  z.discriminatedUnion('kind', [StoreSecret, ExistingSecret]),
  (text) => {
    const [key = text, property] = text.split('#');
    return property === undefined ? { key } : { key, property };
  },
);

/** All keys of a ConfigMap or Secret that somebody else makes. */
export const EnvFrom = z.strictObject({
  /** whose keys: those of a ConfigMap or of a Secret */
  kind: z.enum(['configMap', 'secret']),
  /** the name of the ConfigMap or Secret */
  name: ObjectName,
  /** what is put before each key to make the variable's name */
  prefix: EnvName.optional(),
  ...optional,
});
