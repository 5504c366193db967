import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Step } from '../../support/suite.js';
import type { Docker } from '../docker.js';
import { holds, same } from '../expect.js';
import { canary, type Fixture, type Fixtures, write } from '../fixture.js';
import { build, filesIn, forbiddenIn, forbiddenThings, identity, imageOf, noCanary, vendor } from '../image.js';
import { promised } from '../manifest.js';
import { findingsOf } from '../verified.js';

const second = 1_000_000_000;

/** What an image says of itself is what the manifests say of its container, and `slipway verify-image` has nothing against it. */
const agrees = async (docker: Docker, fixtures: Fixtures, fixture: Fixture): Promise<void> => {
  const { Config } = await docker.inspect(imageOf(fixture));
  const { pod, labels, servicePorts } = promised(fixtures, fixture);
  const [container] = pod.containers;
  const { runAsUser, runAsGroup } = pod.securityContext;
  same('USER', Config.User, `${runAsUser}:${runAsGroup}`);
  const ports = container.ports.map(
    ({ containerPort, protocol = 'TCP' }) => `${containerPort}/${protocol.toLowerCase()}`,
  );
  same('EXPOSE', Object.keys(Config.ExposedPorts ?? {}).sort(), ports.sort());
  const names = container.ports.map(({ name }) => name);
  for (const port of [...servicePorts.map(({ targetPort }) => targetPort), container.readinessProbe.httpGet.port])
    holds(`a manifest speaks of the port ${port}, and the image exposes none of it`, names.includes(String(port)));
  const oci = (name: string): string | undefined => Config.Labels?.[`org.opencontainers.image.${name}`];
  same('the title', oci('title'), labels['app.kubernetes.io/name']);
  same('the version', oci('version'), labels['app.kubernetes.io/version']);
  same('the vendor', oci('vendor'), labels.owner);
  same('the revision', oci('revision'), identity.COMMIT);
  same('the time', oci('created'), identity.BUILD_TIME);
  same('the description', oci('description'), fixture.service.description);
  // Manifests without a command run what the image says.
  same('the command of the manifests', container.command, undefined);
  same('ENTRYPOINT', Config.Entrypoint, fixture.service.imageBuild?.entrypoint);
  same('CMD', Config.Cmd ?? [], []);
  same('STOPSIGNAL', Config.StopSignal, fixture.service.shutdown.signal);
  same('the working folder', Config.WorkingDir, '/app');
  const { periodSeconds, timeoutSeconds, failureThreshold, httpGet } = container.readinessProbe;
  const { Test = [], Interval, Timeout, Retries } = Config.Healthcheck ?? {};
  same('the period', Interval, periodSeconds * second);
  same('the timeout', Timeout, timeoutSeconds * second);
  same('the retries', Retries, failureThreshold);
  same('the form of the health check', Test[0], 'CMD');
  const own = [...(Config.Entrypoint ?? []), 'healthcheck'].join(' ');
  const asks = Test.slice(1).join(' ');
  holds(`the health check is ${asks}`, asks === own || asks.includes(httpGet.path));
  same('the findings of verify-image', await findingsOf(docker, fixtures, fixture, imageOf(fixture)), []);
};

/** The program of the entry point is in the image, and little else. */
const listed = async (docker: Docker, fixture: Fixture): Promise<void> => {
  const files = await filesIn(docker, imageOf(fixture));
  same('what the image must not have', forbiddenIn(files).slice(0, 40), []);
  const program = String(fixture.service.imageBuild?.entrypoint[0]).slice(1);
  holds(`there is no ${program} in the image`, files.includes(program));
  for (const needed of ['etc/ssl/certs/ca-certificates.crt', 'usr/share/zoneinfo/Europe/Berlin'])
    holds(`there is no ${needed} in the image`, files.includes(needed));
};

/** What a careless Dockerfile leaves in an image: everything that lies about, and a secret from a build argument. */
const careless = `FROM golang:1.26-trixie
ARG TOKEN
ENV TOKEN=\${TOKEN}
WORKDIR /app
COPY . .
LABEL ${vendor}
`;

const throws = async (what: string, action: () => unknown): Promise<void> => {
  const silent = await Promise.resolve()
    .then(action)
    .then(() => true)
    .catch(() => false);
  holds(`${what} is not found`, !silent);
};

/** Shows that the checks of an image find what they look for. */
export const carelessSteps = (docker: Docker, fixtures: () => Fixtures, folder: string): readonly Step[] => [
  {
    name: 'the same checks find all of that in the image of a careless Dockerfile, so that finding nothing means something',
    action: async () => {
      const image = 'slipway-test/careless';
      for (const { folder: source } of fixtures().all) cpSync(source, folder, { recursive: true });
      rmSync(join(folder, '.dockerignore'));
      write(folder, { Dockerfile: careless });
      await docker.run(['build', '--build-arg', `TOKEN=${canary}`, '--tag', image, folder]);
      const found = forbiddenIn(await filesIn(docker, image));
      same('what is found', [...new Set(found.map(([what]) => what))], forbiddenThings);
      await throws('the canary', () => noCanary(docker, image));
      const [fixture] = fixtures().all;
      if (fixture === undefined) throw new Error('there is no service');
      const rules = await findingsOf(docker, fixtures(), fixture, image);
      for (const rule of ['image/user', 'image/ports', 'image/entrypoint', 'image/secrets-in-env'])
        holds(`${rule} is not found`, rules.includes(rule));
    },
  },
];

/** Of each language: its image is built, agrees with the manifests, and holds the program and no more. */
export const imageSteps = (docker: Docker, fixtures: () => Fixtures, language: string): readonly Step[] => {
  const fixture = (): Fixture => {
    const found = fixtures().all.find((one) => one.language === language);
    if (found === undefined) throw new Error(`there is no service in ${language}`);
    return found;
  };
  return [
    {
      name: `${language}: the generated Dockerfile is built`,
      action: async () => void (await build(docker, fixture())),
    },
    {
      name: `${language}: docker inspect agrees with the manifests`,
      action: () => agrees(docker, fixtures(), fixture()),
    },
    {
      name: `${language}: no shell, package manager, compiler, source, test, .git or secret in the final image`,
      action: () => listed(docker, fixture()),
    },
    {
      name: `${language}: no layer, history or variable holds a build secret or a file that .dockerignore keeps out`,
      action: () => noCanary(docker, imageOf(fixture())),
    },
  ];
};
