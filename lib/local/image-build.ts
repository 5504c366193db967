import type { Definition } from '../definition/index.js';
import { shortPath } from '../definition/relative-path.js';
import type { Bases } from '../platform/bases.js';
import { present } from '../present.js';
import type { Labels } from '../service/types/labels.js';
import type { Service } from '../service.js';
import { baseImage } from './bases.js';
import { interpreter } from './client.js';
import { type Asked, asked } from './health.js';
import { recipe } from './recipe.js';
import type { ImageBuild } from './types/image-build.js';

/** The folder of the program in every image that the kit builds. */
const workdir = '/app';

const oci = 'org.opencontainers.image.';

const labels = ({ name, team, description, links }: Service): Labels =>
  Object.fromEntries(
    Object.entries({
      title: name,
      vendor: team.name,
      description: description?.replace(/\s+/g, ' '),
      source: links.repository ?? links.source,
      documentation: links.documentation ?? links.runbook ?? links.handbook,
    }).flatMap(([key, value]) => (value === undefined ? [] : [[`${oci}${key}`, value]])),
  );

/** The program that the image runs, with its arguments; empty keeps what the image says itself. */
export const entrypoint = ({ build, name }: Definition, { container, server, metrics }: Service): readonly string[] => {
  if (build === undefined) return [];
  switch (build.language) {
    case 'go':
      return [`${workdir}/${name}`];
    case 'node':
      return [interpreter(build) ?? '', `${workdir}/${shortPath(build.main)}`];
    case 'python':
      return [interpreter(build) ?? '', '-m', build.main];
    case 'static': {
      const named = container.ports.find((port) => port.name === (server?.port ?? 'http'));
      const port = (named ?? container.ports.find((one) => one.name !== metrics?.port.name))?.port ?? 8080;
      const fallback = build.fallback ? ['--page-fallback=/public/index.html'] : [];
      const served = ['--host=0.0.0.0', `--port=${port}`, '--root=/public', '--health=true', '--log-level=info'];
      // Its own choices would be a day of caching pages, and two years of strict transport for all subdomains.
      const asIs = ['--security-headers=false', '--cache-control-headers=false'];
      return ['/static-web-server', ...served, ...asIs, ...fallback];
    }
    case 'custom':
      return build.entrypoint;
  }
};

const variables = (build: NonNullable<Definition['build']>): Labels => {
  if (build.language === 'node') return { NODE_ENV: 'production' };
  if (build.language !== 'python') return {};
  return { PYTHONDONTWRITEBYTECODE: '1', PYTHONPATH: `${workdir}:${workdir}/lib`, PYTHONUNBUFFERED: '1' };
};

const protocols = { TCP: 'tcp', UDP: 'udp', SCTP: 'sctp' } as const;

/** A protocol as Docker spells it. */
export const protocolOf = (protocol: keyof typeof protocols): 'tcp' | 'udp' | 'sctp' => protocols[protocol];

/** Everything that the Dockerfile of a service says; undefined for a finished image. */
export const imageBuild = (definition: Definition, service: Service, bases: Bases): ImageBuild | undefined => {
  const { build } = definition;
  if (build === undefined) return undefined;
  const started = entrypoint(definition, service);
  const how: Asked | undefined = asked(definition, service, started);
  const custom = build.language === 'custom';
  return present({
    dockerfile: custom ? shortPath(build.dockerfile) : 'Dockerfile',
    generated: !custom || build.stages.length > 0,
    target: custom ? build.target : undefined,
    syntax: bases.syntax,
    recipe: recipe(service.name, build, bases),
    labels: labels(service),
    workdir,
    variables: variables(build),
    user: `${service.security.user}:${service.security.group}`,
    ports: service.container.ports.map(({ port, protocol }) => ({ port, protocol: protocolOf(protocol) })),
    stopSignal: service.shutdown.signal,
    copied: how?.program === undefined ? [] : [{ ...how.program, image: baseImage(how.program.image, bases) }],
    healthCheck: how?.healthCheck,
    entrypoint: started,
  });
};
