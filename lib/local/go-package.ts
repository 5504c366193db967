import type { Definition } from '../definition/index.js';
import { shortPath } from '../definition/relative-path.js';
import type { LocalService } from './types/local.js';

const keywords = new Set(
  'break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var'.split(
    ' ',
  ),
);

/** The Go package of a file: the name of its folder as Go takes it; `main` for the folder of the definition itself. */
const packageOf = (path: string): string => {
  const folder = path.split('/').at(-2) ?? '';
  const name = folder
    .toLowerCase()
    .replace(/[^a-z0-9_]/g, '')
    .replace(/(_test)+$/, '');
  if (!/^[a-z_]*[a-z]/.test(name)) return 'main';
  return keywords.has(name) ? `${name}_` : name;
};

/** Where the generated configuration of a Go program goes, and its package; undefined for other languages. */
export const goConfig = ({ build }: Pick<Definition, 'build'>): LocalService['goConfig'] => {
  if (build?.language !== 'go') return undefined;
  const path = shortPath(build.config);
  return { path, package: packageOf(path) };
};
