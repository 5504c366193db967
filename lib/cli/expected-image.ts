import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tagOf } from '../definition/build-identity.js';
import { isGenerated } from '../files/marker.js';
import type { BuiltService } from '../image/request.js';
import { present } from '../present.js';
import type { ExpectedHealth, ExpectedImage, ExpectedLabel } from '../rules/image.js';
import type { ChosenImage } from './image-reference.js';

/** Whether the Dockerfile is the team's own: by the lock, or else by what stands beside the definition. */
const isOwn = ({ service: { imageBuild, folder }, locked }: ChosenImage, workspace: string): boolean => {
  if (!imageBuild.generated) return true;
  const build = locked?.entry.build;
  if (build !== undefined) return build.ownDockerfile === true;
  const file = join(workspace, folder, imageBuild.dockerfile);
  return existsSync(file) && !isGenerated(readFileSync(file, 'utf8'));
};

const oci = 'org.opencontainers.image.';

/** The fields of a definition that labels are made from. */
const fields: Readonly<Record<string, string>> = {
  [`${oci}title`]: 'name',
  [`${oci}vendor`]: 'team',
  [`${oci}description`]: 'description',
  [`${oci}source`]: 'links',
  [`${oci}documentation`]: 'links',
};

/** The labels of the definition, and those of the build, whose values only the lock knows. */
const labels = ({ service: { definition, imageBuild }, locked }: ChosenImage): readonly ExpectedLabel[] => {
  const build = locked?.entry.build;
  const told = { version: build?.version, revision: build?.commit, created: build?.time };
  const names = { version: 'version', revision: 'commit', created: 'time' } as const;
  return [
    ...Object.entries(imageBuild.labels).map(([name, value]) => ({
      name,
      value,
      place: { file: definition, path: fields[name] ?? 'build' },
    })),
    ...(['version', 'revision', 'created'] as const).map((name) =>
      present({
        name: `${oci}${name}`,
        value: told[name],
        place:
          locked === undefined
            ? { file: definition, path: 'build' }
            : { file: locked.file, path: `${locked.path}.build.${names[name]}` },
      }),
    ),
  ];
};

const tagged = ({ locked }: ChosenImage): ExpectedImage['tagged'] => {
  const { build, tag } = locked?.entry ?? {};
  if (locked === undefined || build === undefined || tag === undefined) return undefined;
  return { tag, version: tagOf(build), place: { file: locked.file, path: locked.path } };
};

/** What the readiness probe asks, or else the liveness probe: what Docker's health check stands for. */
const probeOf = ({ container, workload }: BuiltService) =>
  workload.kind === 'cron' ? undefined : (container.probes.ready ?? container.probes.live);

const questionOf = (service: BuiltService): ExpectedHealth['question'] => {
  const check = probeOf(service)?.check;
  if (check === undefined || check.kind === 'exec') return {};
  if (check.kind === 'grpc') return { port: check.port };
  const port = service.container.ports.find(({ name }) => name === check.port)?.port;
  return present({ path: check.kind === 'http' ? check.path : undefined, port });
};

/** Where the Dockerfile is ours, nobody asks but whom the definition names; a team's own image may know itself. */
const health = (service: BuiltService, own: boolean): ExpectedImage['health'] => {
  const check = service.imageBuild.healthCheck;
  const question = questionOf(service);
  if (check !== undefined) {
    const { startPeriodSeconds, ...rest } = check;
    return { ...rest, question, exact: !own, ...(!own && { startPeriodSeconds }) };
  }
  if (!own) return 'none';
  const probe = probeOf(service);
  if (probe === undefined) return undefined;
  const { periodSeconds, timeoutSeconds, failureThreshold } = probe;
  return { question, exact: false, intervalSeconds: periodSeconds, timeoutSeconds, retries: failureThreshold };
};

/** What the definition of a service says of its image, and the lock of the build. `workspace` is the folder of the workspace. */
export const expectedImage = (chosen: ChosenImage, workspace: string): ExpectedImage => {
  const { service, locked } = chosen;
  const { imageBuild, security, container, images } = service;
  const own = isOwn(chosen, workspace);
  const { recipe } = imageBuild;
  const custom = recipe.language === 'custom';
  const entrypoint = own && !custom ? [] : imageBuild.entrypoint;
  const workdir = recipe.language === 'custom' ? recipe.stages.at(-1)?.workdir : imageBuild.workdir;
  const digest = locked?.entry.digest;
  return present({
    user: own && security.identity === 'platform' ? undefined : imageBuild.user,
    ports: imageBuild.ports.map(({ port, protocol }) => `${port}/${protocol}`),
    entrypoint,
    complete: !own && entrypoint.length > 0,
    started: container.command !== undefined,
    workdir: own ? undefined : workdir,
    labels: labels(chosen),
    tagged: tagged(chosen),
    platforms: images.platforms,
    health: health(service, own),
    stopSignal: imageBuild.stopSignal,
    maxBytes: images.maxBytes,
    digest:
      locked === undefined || digest === undefined
        ? undefined
        : { value: digest, place: { file: locked.file, path: `${locked.path}.digest` } },
  });
};
