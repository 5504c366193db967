import { isJsonObject, type JsonObject } from '../json.js';
import { isClusterScoped } from './kinds.js';

/** Remembers objects, and says of each whether the same one was there before. */
export interface ObjectIndex {
  /** Adds the object of a construct in a scope (an environment, or nothing); a problem if the scope already has it. */
  readonly add: (object: JsonObject, path: string, scope: string | undefined) => string | undefined;
}

/** Makes an empty index. Objects are the same if scope, API group, kind, namespace and name are. */
export function objectIndex(): ObjectIndex {
  const first = new Map<string, string>();
  return {
    add(object, path, scope) {
      const metadata = isJsonObject(object.metadata) ? object.metadata : {};
      const kind = String(object.kind);
      if (metadata.name === undefined) return undefined;
      const group = String(object.apiVersion).includes('/') ? String(object.apiVersion).split('/')[0] : undefined;
      const namespace = isClusterScoped(kind) ? undefined : metadata.namespace;
      const key = JSON.stringify([scope, group, kind, namespace, metadata.name]);
      const other = first.get(key);
      if (other === undefined) {
        first.set(key, path);
        return undefined;
      }
      const what = `${group === undefined ? kind : `${kind}.${group}`} ${JSON.stringify(metadata.name)}`;
      const where = namespace === undefined ? '' : ` in namespace ${JSON.stringify(namespace)}`;
      const of = scope === undefined ? '' : ` of environment ${JSON.stringify(scope)}`;
      return `[${path}] and [${other}] are both ${what}${where}${of}: the second would overwrite the first in the cluster; give one another name or namespace, or remove it`;
    },
  };
}
