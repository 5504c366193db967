import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { isJsonObject } from '../../lib/json.js';
import type { KubernetesObject } from '../../lib/rules/index.js';
import { customFields, newerFields } from './kubernetes-fields-by-hand.js';

/** What a field holds: the name of a struct, a scalar, or a list or map of one of these. */
export type FieldType =
  | { readonly kind: 'scalar'; readonly of: string }
  | { readonly kind: 'struct'; readonly of: string }
  | { readonly kind: 'list' | 'map'; readonly of: FieldType };

/** The fields of one struct under their Kubernetes names. */
export type Fields = Readonly<Record<string, { readonly type: FieldType; readonly required: boolean }>>;

interface JsiiType {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: JsiiType };
}

interface JsiiStruct {
  readonly kind: string;
  readonly docs?: { readonly custom?: { readonly schema?: string } };
  readonly properties?: readonly {
    readonly name: string;
    readonly optional?: boolean;
    readonly type: JsiiType;
    readonly docs?: { readonly custom?: { readonly schema?: string } };
  }[];
}

const assembly = (): Readonly<Record<string, JsiiStruct>> => {
  const main = createRequire(import.meta.url).resolve('cdk8s-plus-27/package.json');
  return JSON.parse(readFileSync(join(dirname(main), '.jsii'), 'utf8')).types;
};

const types = assembly();

const scalarTypes = ['IntOrString', 'Quantity'];

const typeOf = ({ primitive, fqn, collection }: JsiiType): FieldType => {
  if (collection) return { kind: collection.kind === 'array' ? 'list' : 'map', of: typeOf(collection.elementtype) };
  if (fqn === undefined) return { kind: 'scalar', of: primitive ?? 'any' };
  const name = fqn.slice(fqn.lastIndexOf('.') + 1);
  if (scalarTypes.includes(name)) return { kind: 'scalar', of: name };
  return types[fqn]?.kind === 'enum' ? { kind: 'scalar', of: 'string' } : { kind: 'struct', of: fqn };
};

/** The fields of a struct by its schema, `io.k8s.api.core.v1.Container#livenessProbe`; what stands after `#` is the field's true name. */
const fieldsOf = (fqn: string): Fields =>
  Object.fromEntries(
    (types[fqn]?.properties ?? []).map(({ name, optional = false, type, docs }) => {
      const schema = docs?.custom?.schema ?? `#${name}`;
      return [schema.slice(schema.indexOf('#') + 1), { type: typeOf(type), required: !optional }];
    }),
  );

const structs = new Map<string, Fields>();

const structFields = (fqn: string): Fields => {
  const known = structs.get(fqn);
  if (known) return known;
  const found = { ...fieldsOf(fqn), ...newerFields[fqn] };
  structs.set(fqn, found);
  return found;
};

const schemas = new Map(
  Object.entries(types).flatMap(([fqn, { docs }]) =>
    /\.Kube\w+Props$/.test(fqn) && docs?.custom?.schema ? [[docs.custom.schema, fqn] as const] : [],
  ),
);

const rootOf = ({ apiVersion, kind }: KubernetesObject): Fields | undefined => {
  const custom = customFields[`${apiVersion}/${kind}`];
  if (custom) return custom;
  const [group = '', version] = apiVersion.includes('/') ? apiVersion.split('/') : ['core', apiVersion];
  const fqn = schemas.get(`io.k8s.api.${group.split('.')[0]}.${version}.${kind}`);
  return fqn === undefined ? undefined : structFields(fqn);
};

const isScalar = (type: string, value: unknown): boolean => {
  switch (type) {
    case 'string':
    case 'date':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number' && Number.isInteger(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'IntOrString':
      return typeof value === 'string' || Number.isInteger(value);
    case 'Quantity':
      return typeof value === 'string' && /^\d+(\.\d+)?([numkMGTPE]|[KMGTPE]i|e\d+)?$/.test(value);
    default:
      return type === 'any';
  }
};

const problemsAt = (type: FieldType, value: unknown, path: string): readonly string[] => {
  switch (type.kind) {
    case 'scalar':
      return isScalar(type.of, value) ? [] : [`${path}: ${JSON.stringify(value)} is no ${type.of}`];
    case 'list':
      if (!Array.isArray(value)) return [`${path}: is no list`];
      return value.flatMap((item, at) => problemsAt(type.of, item, `${path}[${at}]`));
    case 'map':
      if (!isJsonObject(value)) return [`${path}: is no map`];
      return Object.entries(value).flatMap(([key, item]) => problemsAt(type.of, item, `${path}.${key}`));
    case 'struct':
      return structProblems(structFields(type.of), value, path);
  }
};

const structProblems = (fields: Fields, value: unknown, path: string): readonly string[] => {
  if (!isJsonObject(value)) return [`${path}: is no object`];
  const missing = Object.entries(fields).filter(([name, { required }]) => required && value[name] === undefined);
  return [
    ...missing.map(([name]) => `${path}.${name}: is missing`),
    ...Object.entries(value).flatMap(([name, item]) => {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      return field ? problemsAt(field.type, item, `${path}.${name}`) : [`${path}.${name}: there is no such field`];
    }),
  ];
};

/**
 * What a strict API server would not read: fields that Kubernetes does not have or spells otherwise, values of another
 * type, and required fields that are missing. Fields are those of Kubernetes 1.27 and of a list of newer ones.
 */
export const fieldProblems = (object: KubernetesObject): readonly string[] => {
  const root = rootOf(object);
  const where = `${object.kind} ${object.metadata.name}`;
  if (root === undefined) return [`${where}: there is no kind ${object.apiVersion}/${object.kind}`];
  const { apiVersion: _, kind: __, ...rest } = object;
  return structProblems(root, rest, where);
};
