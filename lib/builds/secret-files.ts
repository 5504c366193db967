import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../definition/problems.js';
import type { BuildSecret } from '../local/build-secrets.js';
import type { SecretFiles } from './docker-cli.js';

/** Where the files of build secrets are looked for. */
export interface SecretPlaces {
  /** the variables of the environment */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** the user's home folder */
  readonly home: string;
}

const isReadable = (file: string): boolean => {
  try {
    accessSync(file, constants.R_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
};

/**
 * The files of build secrets by id, and what is wrong with them: docker reads the option as a line of CSV, so that a path
 * has no comma and no quote.
 */
export const secretFiles = (
  secrets: readonly BuildSecret[],
  { variables, home }: SecretPlaces,
): { readonly files: SecretFiles; readonly problems: readonly Problem[] } => {
  const files = Object.fromEntries(
    secrets.map(({ id, variable }) => {
      const named = variables[variable];
      return [id, named === undefined || named === '' ? join(home, `.${id}`) : named] as const;
    }),
  );
  const problems = secrets.flatMap(({ id, variable }): readonly Problem[] => {
    const file = files[id] ?? '';
    if (/[,"\p{Cc}]/u.test(file))
      return [
        {
          path: 'build',
          message: `the path in ${variable} has a comma or a quote`,
          fix: `put the file of the secret ${id} where docker can name it`,
        },
      ];
    if (isReadable(file)) return [];
    return [
      {
        path: 'build',
        message: `the build needs the secret ${id}, and ${file} is not there`,
        fix: `say ${variable}=<file>`,
      },
    ];
  });
  return { files, problems };
};
