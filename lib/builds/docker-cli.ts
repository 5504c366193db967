import type { BuildRequest } from '../image/request.js';

/** The files of build secrets by id. */
export type SecretFiles = Readonly<Record<string, string>>;

/** What a build is told beside the request. */
export interface BuildxOptions {
  /** true pushes the image to its registry, false loads it into the engine */
  readonly push: boolean;
  /** where docker writes the digest */
  readonly metadataFile: string;
  readonly secretFiles: SecretFiles;
  /** false leaves the times of files as they are, for builders that cannot rewrite them */
  readonly rewrite?: boolean;
}

const each = (option: string, values: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(values).flatMap(([name, value]) => [option, `${name}=${value}`]);

/** What both ways to build take; a path is absolute, so that docker takes none for an option or an address. */
const shared = (
  { dockerfile, target, platforms, arguments: args, labels, secrets }: BuildRequest,
  secretFiles: SecretFiles,
): readonly string[] => [
  ...['--file', dockerfile],
  ...(target === undefined ? [] : ['--target', target]),
  ...['--platform', platforms.join(',')],
  ...each('--build-arg', args),
  ...each('--label', labels),
  ...secrets.flatMap(({ id }) => ['--secret', `id=${id},src=${secretFiles[id]}`]),
];

const provenances: Readonly<Record<BuildRequest['provenance'], string>> = {
  none: 'false',
  min: 'mode=min',
  max: 'mode=max',
};

/** What `docker` is called with to build an image by buildx: a pure function of the request. */
export const buildxArguments = (
  request: BuildRequest,
  { push, metadataFile, secretFiles, rewrite = true }: BuildxOptions,
): readonly string[] => {
  const { repository, tag, cacheFrom, cacheTo, provenance, sbom, context } = request;
  const name = `${repository}:${tag}`;
  return [
    ...['buildx', 'build'],
    ...shared(request, secretFiles),
    ...cacheFrom.flatMap((image) => ['--cache-from', `type=registry,ref=${image}`]),
    ...(cacheTo === undefined ? [] : ['--cache-to', `type=registry,ref=${cacheTo},mode=max`]),
    ...[`--provenance=${provenances[provenance]}`, `--sbom=${sbom}`],
    ...['--metadata-file', metadataFile, '--progress', 'plain'],
    ...(push
      ? ['--output', `type=image,"name=${name}",push=true${rewrite ? ',rewrite-timestamp=true' : ''}`]
      : ['--tag', name, '--load']),
    context,
  ];
};

/** What `docker` is called with to build an image by the BuildKit of the engine, where there is no buildx. */
export const classicArguments = (
  request: BuildRequest,
  { idFile, secretFiles }: { readonly idFile: string; readonly secretFiles: SecretFiles },
): readonly string[] => [
  'build',
  ...shared(request, secretFiles),
  ...request.cacheFrom.flatMap((image) => ['--cache-from', image]),
  ...['--iidfile', idFile, '--progress', 'plain', '--tag', `${request.repository}:${request.tag}`],
  request.context,
];

/**
 * The request as far as it can be loaded into the engine: for one platform, without attestations, and no cache goes to a
 * registry.
 */
export const loadable = ({ cacheTo: _, ...request }: BuildRequest, engine: string | undefined): BuildRequest => {
  const own = request.platforms.filter((platform) => platform === engine);
  const platforms = own.length > 0 ? own : request.platforms.slice(0, 1);
  return { ...request, platforms, sbom: false, provenance: 'none' };
};
