import { z } from 'zod';

const path = String.raw`[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*`;
const host = String.raw`(?:[a-zA-Z0-9](?:[-a-zA-Z0-9.]*[a-zA-Z0-9])?(?::\d{1,5})?\/)?`;
const Repository = new RegExp(`^${host}${path}(?:/${path})*$`);

/** A digest as registries spell it: `sha256:` and 64 hexadecimal digits. */
export const Digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'expected sha256: and 64 hexadecimal digits');

/** A tag of an image: letters, digits, `_`, `.` and `-`, at most 128. */
export const Tag = z.string().regex(/^\w[\w.-]{0,127}$/, 'expected a tag of letters, digits, _, . and -, at most 128');

/** What an image runs on, as container tools spell it: the system, the architecture and perhaps a variant. */
export const ImagePlatform = z
  .string()
  .regex(/^[a-z0-9]+\/[a-z0-9]+(\/[a-z0-9.]+)?$/, 'expected a system and an architecture, such as linux/amd64');

/** A finished image: what a registry calls it, with its tag, its digest, or both. */
export interface ImageReference {
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** Takes `repository[:tag][@digest]` apart; undefined when it is none. */
export const parseImage = (text: string): ImageReference | undefined => {
  const [rest = '', digest, ...more] = text.split('@');
  const colon = rest.lastIndexOf(':');
  const tagged = colon > rest.lastIndexOf('/');
  const repository = tagged ? rest.slice(0, colon) : rest;
  const tag = tagged ? rest.slice(colon + 1) : undefined;
  const valid =
    more.length === 0 &&
    repository.length <= 255 &&
    Repository.test(repository) &&
    (tag === undefined || Tag.safeParse(tag).success) &&
    (digest === undefined || Digest.safeParse(digest).success);
  return valid ? { repository, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) } : undefined;
};

/** Puts a reference together again. */
export const formatImage = ({ repository, tag, digest }: ImageReference): string =>
  `${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;

/** The host of the registry in a repository, such as `registry.example.com`; undefined where none is named. */
export const registryHost = (repository: string): string | undefined => {
  const [first = '', ...rest] = repository.split('/');
  return rest.length > 0 && /[.:]|^localhost$/.test(first) ? first : undefined;
};

const registryError = 'expected a registry and a path, such as registry.example.com/shop';

/** Where images are pulled from: the host of a registry, perhaps with a port, and a path. */
export const Registry = z
  .string()
  .regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:\d+)?(\/[a-z0-9._-]+)*$/, { error: registryError, abort: true })
  .refine((text) => parseImage(`${text}/image`) !== undefined, registryError);

/** What a registry calls an image, without tag and digest. */
export const RepositoryName = z
  .string()
  .refine(
    (text) => parseImage(text)?.repository === text,
    'expected an image without tag and digest, such as registry.example.com/acme/orders',
  );

/** A finished image that the kit does not build, such as `registry.example.com/acme/orders:1.4.2`. */
export const Image = z
  .string()
  .refine(
    (text) => parseImage(text) !== undefined,
    'expected an image such as registry.example.com/acme/orders:1.4.2, with a digest as @sha256:… if you like',
  );
