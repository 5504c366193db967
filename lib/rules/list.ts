import { access } from './access.js';
import { capabilities } from './capabilities.js';
import { config } from './config.js';
import { disruption } from './disruption.js';
import { health } from './health.js';
import { host } from './host.js';
import { identity } from './identity.js';
import { images } from './images.js';
import { jobs } from './jobs.js';
import { labels } from './labels.js';
import { namespaces } from './namespaces.js';
import { networkPolicies } from './network-policies.js';
import { placement } from './placement.js';
import { ports } from './ports.js';
import { profiles } from './profiles.js';
import { rbac } from './rbac.js';
import { references } from './references.js';
import { resources } from './resources.js';
import { roles } from './roles.js';
import { routes } from './routes.js';
import type { Rule } from './rule.js';
import { scaling } from './scaling.js';
import { security } from './security.js';
import { services } from './services.js';
import { sysctls } from './sysctls.js';
import { volumes } from './volumes.js';

/** Every rule, by concern. */
export const rules: readonly Rule[] = [
  ...identity,
  ...security,
  ...capabilities,
  ...profiles,
  ...sysctls,
  ...host,
  ...volumes,
  ...images,
  ...resources,
  ...health,
  ...config,
  ...references,
  ...ports,
  ...services,
  ...routes,
  ...networkPolicies,
  ...scaling,
  ...disruption,
  ...placement,
  ...jobs,
  ...labels,
  ...namespaces,
  ...access,
  ...roles,
  ...rbac,
];
