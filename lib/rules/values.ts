/** An object of plain JSON, read field by field because a manifest may hold anything. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether the value is a JSON object, and neither a list nor null. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether the manifest says anything here; null says nothing in YAML. */
export const isSet = (value: unknown): boolean => value !== undefined && value !== null;

/** The value under a dotted path such as `spec.template.spec`; undefined where the path leaves the object. */
export const at = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((found, key) => (isFields(found) && Object.hasOwn(found, key) ? found[key] : undefined), value);

/** The object under a path, empty when there is none. */
export const fieldsAt = (value: unknown, path: string): Fields => {
  const found = at(value, path);
  return isFields(found) ? found : {};
};

/** The list under a path, empty when there is none. */
export const listAt = (value: unknown, path: string): readonly unknown[] => {
  const found: unknown = at(value, path);
  return Array.isArray(found) ? found : [];
};

/** The string under a path; undefined when there is none. */
export const textAt = (value: unknown, path: string): string | undefined => {
  const found = at(value, path);
  return typeof found === 'string' ? found : undefined;
};

/** The number under a path; undefined when there is none. */
export const numberAt = (value: unknown, path: string): number | undefined => {
  const found = at(value, path);
  return typeof found === 'number' ? found : undefined;
};

/** The strings of the list under a path. */
export const textsAt = (value: unknown, path: string): readonly string[] =>
  listAt(value, path).filter((item) => typeof item === 'string');

/** A value as a message shows it: JSON, or `missing`. */
export const show = (value: unknown): string => (isSet(value) ? JSON.stringify(value) : 'missing');
