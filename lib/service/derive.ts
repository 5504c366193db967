import { present } from '../present.js';
import { variablesMap } from './config.js';
import { container } from './container.js';
import type { Context } from './context.js';
import { filesMap } from './files.js';
import { identity } from './identity.js';
import { initContainers } from './migrations.js';
import { metrics, routing, scrapeAnnotations, services } from './network.js';
import { egressRules, ingressRules } from './policy.js';
import { disruption, rollout, scaling } from './scaling.js';
import { ownSecret } from './secrets.js';
import { shutdown } from './shutdown.js';
import type { Service } from './types/service.js';
import { volumes } from './volumes.js';
import { waivers } from './waivers.js';

/** Derives everything that a definition implies: one line a concern. */
export const derive = (context: Context): Service => {
  const { definition, environment } = context;
  const { serviceAccount } = definition.security;
  const who = identity(context);
  const { version: _, under: __, ...image } = context.image;
  const own = variablesMap(context);
  const mounted = volumes(context);
  const program = container(context, own, mounted.mounts);
  return present({
    ...who,
    podAnnotations: { ...scrapeAnnotations(context), ...who.podAnnotations },
    workload: definition.workload,
    build: definition.build,
    image,
    container: program,
    initContainers: initContainers(definition, program),
    volumes: mounted.volumes,
    configMaps: [own, filesMap(context)].filter((map) => map !== undefined),
    secret: ownSecret(context),
    services: services(context),
    routing: routing(context),
    policy: { ingress: ingressRules(context), egress: egressRules(context) },
    scaling: scaling(context),
    disruption: disruption(context),
    rollout: rollout(context),
    shutdown: shutdown(context),
    server: definition.server,
    config: definition.config,
    logs: definition.observability.logs,
    metrics: metrics(context),
    security: definition.security,
    serviceAccount: {
      name: serviceAccount.name ?? definition.name,
      own: serviceAccount.name === undefined,
      annotations: serviceAccount.annotations,
      token: serviceAccount.token,
    },
    imagePullSecrets: environment.imagePullSecrets,
    priorityClass: environment.priorityClass,
    dependencies: definition.dependencies,
    waivers: waivers(context),
    patches: definition.patches.map(({ target, operations }) => ({
      target: present(target),
      operations: operations.map((one) => present(one)),
    })),
  });
};
