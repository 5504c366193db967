import type { Artefacts, FileFinding, Place } from './files/artefacts.js';
import { buildContext } from './files/build-context.js';
import { dependencies } from './files/dependencies.js';
import { dockerfileForm } from './files/dockerfile-form.js';
import { writableFolders } from './files/folders.js';
import { health } from './files/health.js';
import { ignored } from './files/ignored.js';
import { imageNames } from './files/image-names.js';
import { resourceLimits } from './files/limits.js';
import { migrations } from './files/migrations.js';
import { ports } from './files/ports.js';
import { privileges } from './files/privileges.js';
import { read } from './files/read.js';
import { readable } from './files/readable.js';
import type { FileRule } from './files/rule.js';
import { type Conflict, plain } from './files/said.js';
import { shutdown } from './files/shutdown.js';
import { healthTimings } from './files/timings.js';
import { users } from './files/users.js';
import { variables } from './files/variables.js';
import { groupBy } from './group.js';

export type { Artefacts, Expected, FileFinding, Manifests, Place, TextFile } from './files/artefacts.js';
export type { FileRule } from './files/rule.js';
export { lessWaived, waiverProblems } from './files/waivers.js';

/** Every rule about files that must agree, by concern. */
export const fileRules: readonly FileRule[] = [
  ...readable,
  ...ports,
  ...users,
  ...health,
  ...healthTimings,
  ...shutdown,
  ...variables,
  ...writableFolders,
  ...imageNames,
  ...resourceLimits,
  ...dependencies,
  ...migrations,
  ...privileges,
  ...dockerfileForm,
  ...ignored,
  ...buildContext,
];

const keyOf = (place: Place): string => [place.file, place.line, place.path, place.value].join('\n');

/** One conflict for all environments that disagree in the same way, with the places of all. */
const merged = (conflicts: readonly Conflict[]): readonly Conflict[] => {
  const alike = groupBy(conflicts, ({ message, places: [first] }) => [`${message}\n${first?.line}`]);
  return [...alike.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const places = [first, ...others].flatMap((conflict) => conflict.places);
    return [{ ...first, places: [...new Map(places.map((place) => [keyOf(place), place])).values()] }];
  });
};

/**
 * What the artefacts of a service have against each other, in the order of the rules. What cannot be read is a finding of
 * `files/readable`; what depends on a value that only a build argument or a shell knows is not judged.
 */
export function checkFiles(artefacts: Artefacts, chosen: readonly FileRule[] = fileRules): readonly FileFinding[] {
  const found = read(artefacts);
  return chosen.flatMap(({ id, fix, check }) =>
    merged(check(found)).map((conflict) => ({
      rule: id,
      service: artefacts.service,
      places: conflict.places.map((place) => ({ ...place, path: plain(place.path), value: plain(place.value) })),
      message: plain(conflict.message),
      fix: conflict.fix ?? fix,
    })),
  );
}
