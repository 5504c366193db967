import type { KindPart } from '../dependency-container.js';

const monitoring = 8222;

/** NATS with JetStream: asked at its monitoring port by the wget of the `-alpine` images, since the others have no program to ask with. */
export const nats = (): KindPart => ({
  folder: '/data',
  check: ['wget', '-q', '-O', '/dev/null', `http://127.0.0.1:${monitoring}/healthz`],
  checkSeconds: 5,
  startSeconds: 10,
  memory: '256m',
  graceSeconds: 15,
  command: ['nats-server', '--jetstream', '--store_dir=/data', `--http_port=${monitoring}`],
});
