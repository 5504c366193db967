import { hiddenBy, partsOf, readIgnore } from './ignore.js';
import { isOwnContext, sourcesOf } from './ignored.js';
import type { Read } from './read.js';
import type { FileRule } from './rule.js';
import type { Conflict } from './said.js';

/** Files that no image may hold, wherever a repository has them. */
const privateFiles = ['.env', '.slipway/secrets/DB_PASSWORD', '.git/config'];

const open = (read: Read): readonly Conflict[] => {
  const { dockerignore, folder } = read.artefacts;
  if (read.image === undefined || !isOwnContext(read)) return [];
  const whole = read.image.all.flatMap(sourcesOf).find(({ path }) => partsOf(path).length === 0);
  if (whole === undefined) return [];
  const patterns = readIgnore(dockerignore?.text ?? '');
  const file = dockerignore?.path ?? `${folder}/.dockerignore`;
  return privateFiles
    .filter((path) => hiddenBy(patterns, path) === undefined)
    .map((path) => {
      const [name = path] = path.split('/');
      return {
        places: [whole.place, { file, path: name, value: 'missing' }],
        message: `${whole.place.file} copies the whole folder, and ${file} does not hide ${name}`,
      };
    });
};

const missing = ({ artefacts: { folder, missing = [] } }: Read): readonly Conflict[] =>
  missing.map(({ path, fix }) => ({
    places: [{ file: folder, path, value: 'missing' }],
    message: `the build needs ${path}, and it is not in ${folder}`,
    fix,
  }));

/** What the build must find, and must not. */
export const buildContext: readonly FileRule[] = [
  {
    id: 'files/ignored-secrets',
    reason: 'what the build copies stays in a layer of the image, where everyone who pulls it finds it',
    fix: 'add the name to .dockerignore',
    check: open,
  },
  {
    id: 'files/build-input',
    reason: 'without it the image cannot be built',
    fix: 'add it, or correct the build in the definition',
    check: missing,
  },
];
