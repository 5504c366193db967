import type { LocalService, Part } from '../../local/types/local.js';
import { bytesText } from './bytes.js';
import type { Mapping, Value } from './value.js';

/** Ports of one's own machine, which nobody else's reaches, sorted as Compose linters want them. */
export const ports = ({ local }: Pick<LocalService, 'local'>): Mapping =>
  local.ports.length === 0
    ? {}
    : {
        ports: local.ports
          .toSorted((a, b) => a.host - b.host)
          .map(
            ({ host, container, protocol }) =>
              `127.0.0.1:${host}:${container}${protocol === 'tcp' ? '' : `/${protocol}`}`,
          ),
      };

/** What stands in for files that the cluster mounts; one that is missing is an error, and not a new folder. */
export const mounts = ({ local, folder }: Pick<LocalService, 'local' | 'folder'>): Mapping =>
  local.files.length === 0
    ? {}
    : {
        volumes: local.files.map(({ path, source }) => ({
          type: 'bind',
          source: folder === '.' ? `./${source}` : `./${folder}/${source}`,
          target: path,
          read_only: true,
          bind: { create_host_path: false },
        })),
      };

/** The writable folders, in memory; programs may run there, as they may in a pod. */
export const tmpfs = ({ local, security: { user, group } }: Pick<LocalService, 'local' | 'security'>): Mapping =>
  local.tmpfs.length === 0
    ? {}
    : {
        tmpfs: local.tmpfs.map(
          ({ path, bytes }) => `${path}:exec,gid=${group},mode=0770,size=${bytesText(bytes)},uid=${user}`,
        ),
      };

/** The program, where the definition says another than the image; what Kubernetes calls a command is an entrypoint here. */
export const program = (
  { container, local }: Pick<LocalService, 'container' | 'local'>,
  word: (parts: readonly Part[]) => Value,
): Mapping => ({
  command: local.args?.map(word),
  entrypoint: local.command?.map(word),
  working_dir: container.workingDir,
});

/** The same health check as in the image; without one, the image's own stays. */
export const health = ({ healthCheck }: Pick<LocalService, 'healthCheck'>): Mapping =>
  healthCheck === undefined
    ? {}
    : {
        healthcheck: {
          test: ['CMD', ...healthCheck.command],
          interval: `${healthCheck.intervalSeconds}s`,
          timeout: `${healthCheck.timeoutSeconds}s`,
          retries: healthCheck.retries,
          start_period: `${healthCheck.startPeriodSeconds}s`,
        },
      };

/** As little as in production: no root, no capabilities, nothing writable, and production's limits. */
export const confinement = ({
  container: { capabilities },
  security: { user, group },
  local: { cpus, memoryBytes, pids },
}: Pick<LocalService, 'container' | 'security' | 'local'>): Mapping => ({
  user: `${user}:${group}`,
  ...(capabilities.length > 0 && { cap_add: capabilities }),
  cap_drop: ['ALL'],
  deploy: { resources: { limits: { cpus, memory: bytesText(memoryBytes), pids } } },
  read_only: true,
  security_opt: ['no-new-privileges:true'],
});

/** One that runs on a schedule is started by hand, once; the others stay up, and are rebuilt when `compose watch` sees a change. */
export const life = ({
  workload,
  imageBuild,
  folder,
}: Pick<LocalService, 'workload' | 'imageBuild' | 'folder'>): Mapping => ({
  restart: workload.kind === 'cron' ? 'no' : 'unless-stopped',
  ...(workload.kind === 'cron' && { profiles: ['cron'] }),
  ...(imageBuild !== undefined && {
    develop: { watch: [{ action: 'rebuild', path: folder, ignore: ['.slipway/'] }] },
  }),
});

/** How it is asked to stop, and when it is killed. */
export const end = ({ shutdown }: Pick<LocalService, 'shutdown'>): Mapping => ({
  stop_grace_period: `${shutdown.gracePeriodSeconds}s`,
  stop_signal: shutdown.signal,
});
