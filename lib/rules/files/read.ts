import type { Artefacts, TextFile } from './artefacts.js';
import { type ComposeFile, type Entry, readCompose } from './compose.js';
import { type EnvFile, readEnvFile } from './env-example.js';
import { type Image, readImage } from './image.js';
import { type Run, readRun } from './manifests.js';
import type { Conflict } from './said.js';

/** All artefacts of a service, read; absent are those that are not there or cannot be read. */
export interface Read {
  readonly artefacts: Artefacts;
  readonly image?: Image;
  /** the service's own Compose file, and that of the workspace */
  readonly composes: readonly ComposeFile[];
  /** what these say of the service */
  readonly entries: readonly Entry[];
  readonly env?: EnvFile;
  /** one for each environment */
  readonly runs: readonly Run[];
  /** the environment that local work is held against */
  readonly production?: Run;
  /** what cannot be read */
  readonly problems: readonly Conflict[];
}

const isList = (value: unknown): value is readonly Conflict[] => Array.isArray(value);

/** More than any file that a person wrote, and little enough to be read at once. */
const longest = 256 * 1024;

const tooLong = ({ path, text }: TextFile): readonly Conflict[] =>
  text.length <= longest
    ? []
    : [
        {
          places: [{ file: path, path: '', value: `${text.length} characters` }],
          message: `${path} has ${text.length} characters, at most ${longest} are read`,
          fix: 'shorten the file, or put the marker line back and run "slipway generate"',
        },
      ];

/** Reads all artefacts of a service; never throws, whatever stands in them. */
export function read(artefacts: Artefacts): Read {
  const { service, dockerfile, compose, workspaceCompose, envExample, dockerignore, manifests } = artefacts;
  const long = [dockerfile, compose, workspaceCompose, envExample, dockerignore].flatMap((file) =>
    file === undefined ? [] : tooLong(file),
  );
  const short = (file: TextFile | undefined): file is TextFile => file !== undefined && file.text.length <= longest;

  const image = short(dockerfile) ? readImage(dockerfile) : [];
  const env = short(envExample) ? readEnvFile(envExample) : undefined;
  const runs = manifests.map((one) => readRun(one, service));
  const variables = env?.values ?? new Map<string, string>();
  const composes = [
    ...(short(compose) ? [readCompose(compose, service, { variables, shared: false })] : []),
    ...(short(workspaceCompose) ? [readCompose(workspaceCompose, service, { variables, shared: true })] : []),
  ];

  const found = runs.filter((run): run is Run => !isList(run));
  const production =
    found.find(({ environment }) => environment === (artefacts.production ?? 'production')) ?? found.at(-1);
  return {
    artefacts,
    ...(!isList(image) && { image }),
    composes,
    entries: composes.flatMap(({ entry }) => entry ?? []),
    ...(env !== undefined && { env }),
    runs: found,
    ...(production !== undefined && { production }),
    problems: [
      ...long,
      ...(isList(image) ? image : []),
      ...composes.flatMap((file) => file.problems),
      ...(env?.problems ?? []),
      ...runs.filter(isList).flat(),
    ],
  };
}
