import type { DependencyContainer, KindPart } from '../dependency-container.js';

/** The administrator of a new server; where several services use it, their users are made in its name. */
const root = { ROOT_USER: 'minioadmin', ROOT_PASSWORD: 'minioadmin' };

const login = `set -eu
until mc ready local > /dev/null; do sleep 1; done
mc --quiet alias set slipway http://127.0.0.1:9000 "$ROOT_USER" "$ROOT_PASSWORD" > /dev/null
`;

const bucket = `mc --quiet mb --ignore-existing "slipway/$DATABASE"
`;

/** A policy that is there already cannot be given again. */
const user = `mc --quiet admin user add slipway "$ACCOUNT" "$PASSWORD"
mc --quiet admin policy detach slipway readwrite --user "$ACCOUNT" > /dev/null 2>&1 || true
mc --quiet admin policy attach slipway readwrite --user "$ACCOUNT"
`;

/** MinIO: `mc`, which its image has, asks it and makes the buckets. */
export const minio = ({ accounts, scripted }: DependencyContainer): KindPart => {
  const [first] = accounts;
  return {
    folder: '/data',
    check: ['mc', 'ready', 'local'],
    checkSeconds: 5,
    startSeconds: 20,
    memory: '1g',
    graceSeconds: 15,
    command: ['server', '/data'],
    environment:
      first !== undefined && !scripted
        ? { MINIO_ROOT_USER: first.user, MINIO_ROOT_PASSWORD: first.password }
        : { MINIO_ROOT_USER: root.ROOT_USER, MINIO_ROOT_PASSWORD: root.ROOT_PASSWORD },
    setup: scripted
      ? { script: `${login}${user}${bucket}`, more: () => root }
      : {
          script: `${login}${bucket}`,
          more: ({ user: name, password }) => ({ ROOT_USER: name, ROOT_PASSWORD: password }),
        },
  };
};
