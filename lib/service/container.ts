import { formatImage } from '../definition/image.js';
import { present } from '../present.js';
import { variableSources, variables } from './config.js';
import { type Context, portList } from './context.js';
import { probes } from './health.js';
import { platformDrains } from './shutdown.js';
import type { OwnConfigMap } from './types/config.js';
import type { Container } from './types/container.js';

/** The service's container, complete, with the ConfigMap of its variables and where it sees its volumes. */
export const container = (context: Context, own: OwnConfigMap | undefined, mounts: Container['mounts']): Container => {
  const { definition, environment, image } = context;
  const { command, args, workingDir } = definition.workload;
  const { cpu, memory, storage } = definition.resources;
  return present({
    name: definition.name,
    image: formatImage(image),
    imagePullPolicy: environment.imagePullPolicy,
    command,
    args,
    workingDir,
    ports: portList(definition),
    variables: variables(context),
    variableSources: variableSources(context, own),
    resources: {
      cpu: present({ request: cpu.request, limit: cpu.limit === 'none' ? undefined : cpu.limit }),
      memory,
      storage,
    },
    probes: probes(context),
    mounts,
    capabilities: definition.security.capabilities,
    preStopSleepSeconds:
      platformDrains(context) && definition.workload.kind !== 'cron' ? definition.shutdown.drain : undefined,
  });
};
