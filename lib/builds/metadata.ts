import { Digest } from '../definition/image.js';
import { isObject } from '../plain.js';

/** What is wrong with what a builder tells of its image, or the digest. */
export type Told = { readonly digest: string } | { readonly wrong: string };

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The digest in the metadata file of `docker buildx build`, which is absent where no file was written. */
export const digestInMetadata = (text: string | undefined): Told => {
  if (text === undefined) return { wrong: 'docker wrote no metadata file' };
  const metadata = parsed(text);
  if (!isObject(metadata)) return { wrong: 'the metadata file of docker is no JSON object' };
  const digest = Digest.safeParse(metadata['containerimage.digest']);
  return digest.success
    ? { digest: digest.data }
    : { wrong: 'the metadata file of docker has no containerimage.digest' };
};

/** A repository as `docker image inspect` calls it: without Docker Hub's own names. */
const familiar = (repository: string): string => repository.replace(/^(index\.)?docker\.io\/(library\/)?/, '');

/**
 * The digest of an image in one repository, from the RepoDigests of the image as JSON. Several are told apart by what the push
 * said; anything but one is wrong.
 */
export const digestInRepository = (repoDigests: string, repository: string, pushed: readonly string[]): Told => {
  const list = parsed(repoDigests);
  const all = (Array.isArray(list) ? list : []).flatMap((entry: unknown) => {
    const [name, digest] = typeof entry === 'string' ? entry.split('@') : [];
    const valid = Digest.safeParse(digest);
    return name !== undefined && familiar(name) === familiar(repository) && valid.success ? [valid.data] : [];
  });
  const said = all.filter((digest) => pushed.some((line) => line.includes(`digest: ${digest}`)));
  const [digest, ...more] = all.length > 1 ? said : all;
  return digest === undefined || more.length > 0
    ? {
        wrong: `docker image inspect knows ${all.length === 0 ? 'no digest' : 'several digests'} of it in ${repository}`,
      }
    : { digest };
};
