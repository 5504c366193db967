import { claimedFiles, claimedFolders, claimedVariables, fileVariables } from '../claims.js';
import type { Definition } from '../index.js';
import { check } from './check.js';
import { effective, values } from './values.js';

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

const fileClaimedOnce = once(
  'file-claimed-once',
  'the file',
  claimedFiles,
  'use another path for one of them; what is told stands in config.file, the rest of it in files of its own',
  ['config'],
);

const fileWatched = check('config-file-watched', ['config'], ({ config }) =>
  config.file === undefined || config.reload === 'watch'
    ? []
    : [
        {
          path: 'config.file',
          message: `${config.file} holds what may change while the process runs, but a changed file restarts it (config.reload: ${config.reload})`,
          value: config.reload,
          allowed: 'config.reload: watch',
          fix: 'set config.reload: watch and let the process watch the file, or remove config.file',
        },
      ],
);

const fileHoldsSomething = check('config-file-holds-something', ['config', 'server', 'observability'], (definition) =>
  definition.config.file === undefined || fileVariables(definition).length > 0
    ? []
    : [
        {
          path: 'config.file',
          message: `nothing would stand in ${definition.config.file}: the process is told neither of its server nor of its logs`,
          allowed: 'server or observability.logs beside it',
          fix: 'set server: {} or observability.logs: {}, or remove config.file',
        },
      ],
);

/** What one ConfigMap may hold; Kubernetes takes 1 MiB, its own fields among it. */
const mostConfigBytes = 900_000;

const configFits = check('config-fits', ['config'], (definition) => {
  const texts = {
    files: Object.values(definition.config.files).map(({ content }) => content),
    variables: values(definition).map(([name, variable]) => `${name}${effective(variable) ?? ''}`),
  };
  return (['files', 'variables'] as const).flatMap((field) => {
    const size = texts[field].reduce((total, text) => total + Buffer.byteLength(text), 0);
    if (size <= mostConfigBytes) return [];
    return [
      {
        path: `config.${field}`,
        message: `the ${field} hold ${size} bytes, more than a ConfigMap takes`,
        value: `${size} bytes`,
        allowed: `at most ${mostConfigBytes} bytes together`,
        fix: field === 'files' ? 'bake large files into the image' : 'move large texts to config.files',
      },
    ];
  });
});

/** Checks of what variables and files claim. */
export const configChecks = [
  variableClaimedOnce,
  folderClaimedOnce,
  fileClaimedOnce,
  fileWatched,
  fileHoldsSomething,
  configFits,
];
