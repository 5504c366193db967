import { type Path, quote } from './path.js';
import { looksSecretName, looksSecretValue } from './secret-like.js';

const longBase64 = /[A-Za-z0-9+/_=-]{40}/;

/** The kind of a value in the words of YAML: `list`, `object`, `null`, `string`, `number`, `boolean`. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

const maySecret = (value: string): boolean => looksSecretValue(value) || longBase64.test(value);

const cut = (text: string): string => (text.length <= 80 ? text : `${text.slice(0, 79)}…`);

/**
 * A found value as an error may print it: at most 80 characters, control characters escaped, lists and objects only by
 * their outline, and `(hidden)` where a key on its path or its own form says that it may be a secret.
 */
export function shown(value: unknown, path: Path): string {
  if (path.some((segment) => typeof segment === 'string' && looksSecretName(segment))) return '(hidden)';
  if (typeof value === 'string') return maySecret(value) ? '(hidden)' : quote(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return outline(Object.keys(value));
  return cut(String(value));
}

const outline = (keys: readonly string[]): string =>
  keys.length === 0 || keys.some(maySecret)
    ? `an object with ${keys.length} keys`
    : cut(
        `an object with ${keys
          .slice(0, 20)
          .map((key) => quote(key).slice(1, -1))
          .join(', ')}`,
      );
