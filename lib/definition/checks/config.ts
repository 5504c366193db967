import { claimedFolders, claimedVariables } from '../claims.js';
import type { Definition } from '../index.js';
import { check } from './check.js';

const once = (
  id: string,
  what: string,
  claims: (definition: Definition) => ReturnType<typeof claimedVariables>,
  fix: string,
  concerns: Parameters<typeof check>[1],
) =>
  check(id, concerns, (definition) => {
    const first = new Map<string, string>();
    return claims(definition).flatMap(({ name, path }) => {
      const before = first.get(name);
      if (before !== undefined)
        return [{ path, message: `${what} ${name} is claimed by ${before} too`, value: name, fix }];
      first.set(name, path);
      return [];
    });
  });

const variableClaimedOnce = once(
  'variable-claimed-once',
  'the variable',
  claimedVariables,
  'remove one of them; what a concern tells the process itself is set there',
  ['config', 'server', 'observability', 'shutdown', 'build', 'resources', 'network'],
);

const folderClaimedOnce = once(
  'folder-claimed-once',
  'the folder',
  claimedFolders,
  'use another folder for one of them',
  ['config', 'security', 'name'],
);

const configFits = check('config-fits', ['config'], ({ config }) => {
  const size = Object.values(config.files).reduce((total, { content }) => total + Buffer.byteLength(content), 0);
  return size > 900_000
    ? [
        {
          path: 'config.files',
          message: `the files hold ${size} bytes, more than a ConfigMap takes`,
          value: `${size} bytes`,
          allowed: 'at most 900000 bytes together',
          fix: 'bake large files into the image',
        },
      ]
    : [];
});

/** Checks of what variables and files claim. */
export const configChecks = [variableClaimedOnce, folderClaimedOnce, configFits];
