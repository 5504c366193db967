import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Daemon, startDaemon } from './daemon.js';
import { freePort } from './ports.js';

/** Who may use the guarded registry; a name and a password that are nobody's. */
export const user = { name: 'slipway', password: 'a-password-of-no-one' } as const;

/** A real registry on loopback; it can be taken down and brought up again with all that it holds. */
export interface Registry {
  /** host and port, as references begin */
  readonly address: string;
  readonly up: () => Promise<void>;
  readonly down: () => Promise<void>;
  /** The digest of what a tag or a digest of a repository names now; undefined when there is none. */
  readonly digest: (repository: string, reference: string) => Promise<string | undefined>;
  /** The document of a digest or a tag: a manifest, an index, or a configuration. */
  readonly read: (repository: string, kind: 'manifests' | 'blobs', reference: string) => Promise<Document>;
}

/** What the suite reads of the documents of a registry. */
export interface Document {
  readonly mediaType?: string;
  readonly config?: { readonly digest: string };
  readonly layers?: readonly { readonly digest: string; readonly mediaType: string; readonly size: number }[];
  readonly manifests?: readonly {
    readonly digest: string;
    readonly platform?: { readonly os: string; readonly architecture: string };
    readonly annotations?: Readonly<Record<string, string>>;
  }[];
}

const accepted = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** The line of htpasswd for `user`, by bcrypt, the only hash that the registry knows; made by crypt(3) of the password above. */
const htpasswd = `${user.name}:$2b$05$abcdefghijklmnopqrstuuDUHwYyxie6iOl3BdENWXaP4Bw.5KC96\n`;

const configuration = (address: string, folder: string, guarded: boolean): unknown => ({
  version: 0.1,
  log: { level: 'warn', accesslog: { disabled: true } },
  storage: { filesystem: { rootdirectory: join(folder, 'data') }, delete: { enabled: true } },
  http: { addr: address },
  ...(guarded && { auth: { htpasswd: { realm: 'slipway', path: join(folder, 'htpasswd') } } }),
});

/** Starts a registry whose data are in a folder; a guarded one lets nobody in but `user`. */
export const startRegistry = async (folder: string, { guarded = false } = {}): Promise<Registry> => {
  mkdirSync(folder, { recursive: true });
  const address = `127.0.0.1:${await freePort()}`;
  const file = join(folder, 'config.yml');
  // Every JSON is YAML.
  writeFileSync(file, JSON.stringify(configuration(address, folder, guarded)));
  if (guarded) writeFileSync(join(folder, 'htpasswd'), htpasswd);
  const headers: Record<string, string> = guarded
    ? { authorization: `Basic ${Buffer.from(`${user.name}:${user.password}`).toString('base64')}` }
    : {};
  const ask = (path: string): Promise<Response> =>
    fetch(`http://${address}/v2/${path}`, { headers: { accept: accepted, ...headers } });
  const answers = (): Promise<boolean> =>
    ask('').then(
      ({ status }) => status === 200,
      () => false,
    );
  let daemon: Daemon | undefined;
  const up = async (): Promise<void> => {
    daemon ??= await startDaemon('docker-registry', ['serve', file], { log: join(folder, 'log'), ready: answers });
  };
  await up();
  return {
    address,
    up,
    down: async () => {
      await daemon?.stop();
      daemon = undefined;
    },
    digest: async (repository, reference) => {
      const answer = await ask(`${repository}/manifests/${reference}`);
      await answer.arrayBuffer();
      if (answer.status === 404) return undefined;
      if (!answer.ok) throw new Error(`the registry answers ${answer.status} for ${repository}:${reference}`);
      return answer.headers.get('docker-content-digest') ?? undefined;
    },
    read: async (repository, kind, reference) => {
      const answer = await ask(`${repository}/${kind}/${reference}`);
      if (!answer.ok) throw new Error(`the registry answers ${answer.status} for ${kind} ${repository} ${reference}`);
      return (await answer.json()) as Document;
    },
  };
};
