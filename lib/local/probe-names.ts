import { pathText } from '../definition/path.js';
import type { Problem } from '../definition/problems.js';
import { programs } from './bases.js';
import type { ImageBuild } from './types/image-build.js';

/** Variables by which microcheck's programs ask something else (github.com/tarampampam/microcheck). */
const read = ['CHECK_HOST', 'CHECK_PORT', 'CHECK_METHOD', 'CHECK_USER_AGENT', 'CHECK_BASIC_AUTH', 'CHECK_TIMEOUT'];

const readers: readonly string[] = [programs.http.to, programs.https.to, programs.tcp.to];

/** Variables of the process that would change what the static probe beside it asks. */
export const probeNames = (
  imageBuild: ImageBuild | undefined,
  variables: readonly { readonly name: string }[],
): readonly Problem[] => {
  const isProbed = imageBuild?.copied.some(({ to }) => readers.includes(to)) === true;
  return variables.flatMap(({ name }) =>
    isProbed && read.includes(name)
      ? [
          {
            path: pathText(['config', 'variables', name]),
            check: 'probe-reads-variable',
            message: `the static probe in the image reads ${name} too, and would ask something else`,
            value: name,
            fix: 'give the variable another name, or say health.client: { kind: exec, command: […] }',
          },
        ]
      : [],
  );
};
