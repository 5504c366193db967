import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What docker printed of an image: `docker image inspect`, and `docker history` as JSON, one line each. */
export interface Recorded {
  readonly inspect: string;
  readonly history: string;
}

const folder = join(import.meta.dirname, 'recorded');

/**
 * What Docker Engine 20.10 printed of a real image, its GraphDriver left away: `ledger` and `report` of the example
 * organisation, `buildkit` and `classic` of a careless Dockerfile by both builders.
 */
export const recorded = (name: 'ledger' | 'report' | 'buildkit' | 'classic'): Recorded => ({
  inspect: readFileSync(join(folder, `${name}.inspect.json`), 'utf8'),
  history: readFileSync(join(folder, `${name}.history.jsonl`), 'utf8'),
});

type Json = Readonly<Record<string, unknown>>;

/** The one object of `docker image inspect`, changed. */
export const changed = ({ inspect, history }: Recorded, change: (image: Json, config: Json) => Json): Recorded => {
  const [image] = JSON.parse(inspect) as readonly [Json & { readonly Config: Json }];
  return { inspect: JSON.stringify([change(image, image.Config)]), history };
};

const isEmpty = (value: unknown): boolean => value === null || value === '' || value === false;

/**
 * The same image as an engine with the containerd image store tells it since version 25, by moby's
 * daemon/containerd/image_inspect.go: nothing that is empty, a descriptor, a digest before any push, and a packed size.
 */
export const fromContainerd = (old: Recorded, digest: string): Recorded =>
  changed(old, (image, config) => ({
    Id: digest,
    RepoTags: image.RepoTags,
    RepoDigests: [`registry.example.com/acme/ledger@${digest}`],
    Comment: 'buildkit.dockerfile.v0',
    Created: image.Created,
    Config: Object.fromEntries(Object.entries(config).filter(([, value]) => !isEmpty(value))),
    Architecture: image.Architecture,
    Os: image.Os,
    Size: 5_000_000,
    GraphDriver: { Data: null, Name: 'overlayfs' },
    RootFS: image.RootFS,
    Metadata: { LastTagTime: '2026-11-22T10:00:00Z' },
    Descriptor: { mediaType: 'application/vnd.oci.image.manifest.v1+json', digest, size: 1609 },
  }));

const fileOf = (reference: string): string => reference.replace(/[^\w.-]/g, '_');

const script = `#!/bin/sh
here=$(dirname "$0")
printf '%s\\n' "$*" >> "$here/calls"
for reference; do :; done
file=$(printf '%s' "$reference" | sed 's/[^A-Za-z0-9_.-]/_/g')
case "$1" in
  image) kind=inspect ;;
  history) kind=history ;;
  pull)
    if [ -f "$here/registry/$file.inspect" ]; then cp "$here/registry/$file".* "$here/images/"; exit 0; fi
    echo "Error response from daemon: manifest for $reference not found: manifest unknown: manifest unknown" >&2
    exit 1 ;;
esac
if [ -f "$here/error" ]; then cat "$here/error" >&2; exit 1; fi
if [ -f "$here/images/$file.$kind" ]; then exec cat "$here/images/$file.$kind"; fi
[ "$kind" = inspect ] && echo '[]'
echo "Error: No such image: $reference" >&2
exit 1
`;

/** A program called docker in a folder of its own, which knows the images that it is told of. */
export interface FakeDocker {
  /** to stand first in PATH */
  readonly folder: string;
  readonly has: (reference: string, image: Recorded) => void;
  readonly registryHas: (reference: string, image: Recorded) => void;
  /** every call fails with this from now on */
  readonly fails: (stderr: string) => void;
  /** the command lines so far */
  readonly calls: () => readonly string[];
}

/** Makes a docker that knows no image yet. */
export const fakeDocker = (): FakeDocker => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-docker-'));
  const put = (where: string) => (reference: string, image: Recorded) => {
    writeFileSync(join(folder, where, `${fileOf(reference)}.inspect`), image.inspect);
    writeFileSync(join(folder, where, `${fileOf(reference)}.history`), image.history);
  };
  for (const inner of ['images', 'registry']) mkdirSync(join(folder, inner));
  writeFileSync(join(folder, 'docker'), script, { mode: 0o755 });
  return {
    folder,
    has: put('images'),
    registryHas: put('registry'),
    fails: (stderr) => writeFileSync(join(folder, 'error'), stderr),
    calls: () => {
      const file = join(folder, 'calls');
      return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
    },
  };
};
