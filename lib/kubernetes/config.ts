import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { OwnConfigMap, OwnSecret } from '../service/types/config.js';
import type { Container, Variable, VariableSource } from '../service/types/container.js';
import type { Service } from '../service/types/service.js';
import { metadata } from './labels.js';
import { kubeObject, ManifestObject } from './object.js';

const variable = (one: Variable): k8s.EnvVar => {
  const { name } = one;
  switch (one.kind) {
    case 'literal':
      return { name, value: one.value };
    case 'field':
      return { name, valueFrom: { fieldRef: { fieldPath: one.path } } };
    case 'resource':
      return {
        name,
        valueFrom: { resourceFieldRef: { resource: one.resource, divisor: k8s.Quantity.fromString(one.divisor) } },
      };
    case 'secretKey':
      return {
        name,
        valueFrom: { secretKeyRef: { name: one.object, key: one.key, ...(one.optional && { optional: true }) } },
      };
    case 'configMapKey':
      return {
        name,
        valueFrom: { configMapKeyRef: { name: one.object, key: one.key, ...(one.optional && { optional: true }) } },
      };
  }
};

const source = ({ kind, name, prefix, optional }: VariableSource): k8s.EnvFromSource => ({
  [kind === 'configMap' ? 'configMapRef' : 'secretRef']: { name, ...(optional && { optional }) },
  ...(prefix !== undefined && { prefix }),
});

/** The variables of a container, in their order. */
export const environment = ({
  variables,
  variableSources,
}: Pick<Container, 'variables' | 'variableSources'>): Pick<k8s.Container, 'env' | 'envFrom'> => ({
  ...(variables.length > 0 && { env: variables.map(variable) }),
  ...(variableSources.length > 0 && { envFrom: variableSources.map(source) }),
});

/** A ConfigMap of the service's own. */
export const configMap = (scope: Construct, id: string, service: Service, { name, immutable, data }: OwnConfigMap) =>
  kubeObject(k8s.KubeConfigMap, scope, id, {
    metadata: metadata(service, 'ConfigMap', { name }),
    ...(immutable && { immutable }),
    data,
  });

/** The order to the External Secrets operator to make the service's Secret from the environment's store. */
export const externalSecret = (
  scope: Construct,
  id: string,
  service: Service,
  { name, entries }: OwnSecret,
  store: NonNullable<OwnSecret['store']>,
) =>
  new ManifestObject(scope, id, {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: metadata(service, 'ExternalSecret', { name }),
    spec: {
      refreshInterval: store.refreshInterval,
      secretStoreRef: { name: store.name, kind: store.kind },
      target: { name, creationPolicy: 'Owner' },
      data: entries.map(({ variable: secretKey, key, property }) => ({
        secretKey,
        remoteRef: { key, ...(property !== undefined && { property }) },
      })),
    },
  });
