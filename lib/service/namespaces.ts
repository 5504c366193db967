import type { Quantity } from '../definition/quantity.js';
import type { Environment } from '../platform.js';
import { by } from './context.js';
import type { Labels } from './types/labels.js';
import type { Service } from './types/service.js';

/** A namespace that the platform makes, with its policies and its quota. */
export interface OwnedNamespace {
  readonly name: string;
  readonly labels: Labels;
  readonly defaultDeny: boolean;
  readonly quota: readonly (readonly [resource: string, most: Quantity])[];
}

/** What the platform itself needs in one environment: the namespaces of its services, where it owns them. */
export interface PlatformEnvironment {
  readonly name: string;
  readonly namespaces: readonly OwnedNamespace[];
}

/** The namespaces that the services of one environment live in, sorted by name; none where the platform does not own them. */
export const platformEnvironment = (
  name: string,
  { namespaces }: Pick<Environment, 'namespaces'>,
  services: readonly Pick<Service, 'namespace'>[],
): PlatformEnvironment => {
  if (!namespaces.owned) return { name, namespaces: [] };
  const profile = namespaces.podSecurity;
  return {
    name,
    namespaces: [...new Set(services.map(({ namespace }) => namespace))].sort().map((namespace) => ({
      name: namespace,
      labels: {
        'app.kubernetes.io/managed-by': 'slipway',
        'pod-security.kubernetes.io/enforce': profile,
        'pod-security.kubernetes.io/audit': profile,
        'pod-security.kubernetes.io/warn': profile,
      },
      defaultDeny: namespaces.defaultDeny,
      quota: Object.entries(namespaces.quota).sort(by(([resource]) => resource)),
    })),
  };
};
