import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NodeBuild } from '../local/types/image-build.js';
import type { LocalService } from '../local.js';
import type { Artefacts } from '../rules/files.js';

type Missing = NonNullable<Artefacts['missing']>[number];

const locks: Readonly<Record<NodeBuild['packageManager'], readonly string[]>> = {
  npm: ['package-lock.json', 'npm-shrinkwrap.json'],
  pnpm: ['pnpm-lock.yaml'],
  yarn: ['yarn.lock'],
};

/** The scripts of a package.json that can be read; none of another. */
const scriptsOf = (file: string): Readonly<Record<string, unknown>> => {
  try {
    return Object(JSON.parse(readFileSync(file, 'utf8'))).scripts ?? {};
  } catch {
    return {};
  }
};

const script = (folder: string, { script }: NodeBuild): readonly Missing[] => {
  const file = join(folder, 'package.json');
  if (script === undefined || !existsSync(file) || script in scriptsOf(file)) return [];
  return [
    {
      path: `the script ${script} of package.json`,
      fix: 'add the script, or say build.script: none, which runs the source as it is',
    },
  ];
};

const wanted = ({
  recipe,
  dockerfile,
  generated,
}: NonNullable<LocalService['imageBuild']>): readonly (readonly string[])[] => {
  switch (recipe.language) {
    case 'go':
      return [['go.mod'], [recipe.main], ...recipe.assets.map((path) => [path])];
    case 'node': {
      const source = recipe.script === undefined ? [[recipe.main]] : [];
      return [['package.json'], locks[recipe.packageManager], ...source];
    }
    case 'python':
      return [[recipe.requirements], [recipe.module, `${recipe.module}.py`], ...recipe.assets.map((path) => [path])];
    case 'static':
      return [[recipe.root]];
    case 'custom':
      return generated ? [] : [[dockerfile]];
  }
};

/**
 * What the image of a service is built from and what is not in its folder: each with the field or file to look at. Assets of
 * Node and what stages copy may be made while the image is built.
 */
export const missingInputs = ({ imageBuild }: Pick<LocalService, 'imageBuild'>, folder: string): readonly Missing[] => {
  if (imageBuild === undefined) return [];
  const { recipe } = imageBuild;
  const files = wanted(imageBuild)
    .filter((names) => !names.some((name) => existsSync(join(folder, name))))
    .map((names) => ({ path: names.join(' or '), fix: 'add it, or correct build in the definition' }));
  return [...files, ...(recipe.language === 'node' ? script(folder, recipe) : [])];
};
