import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json, JsonObject } from '../../lib/json.js';

/** What the API server answered: the status code, its warnings, and what it sent. */
export interface Answer {
  readonly status: number;
  readonly warnings: readonly string[];
  readonly body: JsonObject;
}

/** A real Kubernetes API server on loopback, with an etcd of its own; `stop` ends both and removes their data. */
export interface ApiServer {
  readonly post: (path: string, object: Json) => Promise<Answer>;
  readonly stop: () => Promise<void>;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

const token = 'loopback';

const call = (port: number, method: string, path: string, object?: Json): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const sent = request({ host: '127.0.0.1', port, method, path, headers, rejectUnauthorized: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const warnings = [response.headers.warning ?? []].flat();
        resolve({
          status: response.statusCode ?? 0,
          warnings,
          body: text.startsWith('{') ? (JSON.parse(text) as JsonObject) : { text },
        });
      });
    });
    sent.once('error', reject);
    sent.end(object === undefined ? undefined : JSON.stringify(object));
  });

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null) resolve();
    else child.once('exit', () => resolve());
  });

/** Starts both and waits until the API server is ready; throws with what it printed when it does not become so. */
export const startApiServer = async (programs: {
  readonly etcd: string;
  readonly server: string;
}): Promise<ApiServer> => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-api-server-'));
  const [client, peer, port] = [await freePort(), await freePort(), await freePort()];
  const etcdUrl = `http://127.0.0.1:${client}`;
  const peerUrl = `http://127.0.0.1:${peer}`;
  writeFileSync(join(folder, 'tokens.csv'), `${token},admin,admin,system:masters\n`);
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(join(folder, 'service-account.key'), privateKey.export({ type: 'pkcs1', format: 'pem' }));
  const children = [
    spawn(programs.etcd, [
      `--data-dir=${join(folder, 'etcd')}`,
      `--listen-client-urls=${etcdUrl}`,
      `--advertise-client-urls=${etcdUrl}`,
      `--listen-peer-urls=${peerUrl}`,
      `--initial-advertise-peer-urls=${peerUrl}`,
      `--initial-cluster=default=${peerUrl}`,
    ]),
    spawn(programs.server, [
      `--etcd-servers=${etcdUrl}`,
      '--bind-address=127.0.0.1',
      '--advertise-address=127.0.0.1',
      `--secure-port=${port}`,
      `--cert-dir=${join(folder, 'certificates')}`,
      `--token-auth-file=${join(folder, 'tokens.csv')}`,
      '--authorization-mode=AlwaysAllow',
      '--service-cluster-ip-range=10.96.0.0/16',
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-signing-key-file=${join(folder, 'service-account.key')}`,
      `--service-account-key-file=${join(folder, 'service-account.key')}`,
      '--disable-admission-plugins=ServiceAccount',
      '--endpoint-reconciler-type=none',
    ]),
  ];
  let printed = '';
  for (const child of children) {
    child.stderr?.on('data', (chunk: Buffer) => {
      printed = (printed + chunk.toString()).slice(-4000);
    });
  }
  const stop = async (): Promise<void> => {
    for (const child of [...children].reverse()) {
      child.kill('SIGTERM');
      await ended(child);
    }
    rmSync(folder, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 240; tries += 1) {
    const ready = await call(port, 'GET', '/readyz').catch(() => undefined);
    if (ready?.status === 200) return { post: (path, object) => call(port, 'POST', path, object), stop };
    if (children.some(({ exitCode }) => exitCode !== null)) break;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  await stop();
  throw new Error(`the API server did not become ready:\n${printed}`);
};
