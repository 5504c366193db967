import { k8s } from 'cdk8s-plus-27';
import type { Volume, VolumeItem } from '../service/types/config.js';
import type { Container } from '../service/types/container.js';
import type { Service } from '../service/types/service.js';

const items = (list: readonly VolumeItem[]): k8s.KeyToPath[] => list.map((item) => ({ ...item }));

const volume = (one: Volume): k8s.Volume => {
  const { name } = one;
  switch (one.kind) {
    case 'emptyDir':
      return {
        name,
        emptyDir: {
          sizeLimit: k8s.Quantity.fromString(one.size),
          ...(one.medium === 'memory' && { medium: 'Memory' }),
        },
      };
    case 'configMap':
      return { name, configMap: { name: one.object, items: items(one.items) } };
    case 'secrets':
      return {
        name,
        projected: {
          sources: one.sources.map(({ object, items: files, optional }) => ({
            secret: { name: object, items: items(files), ...(optional && { optional }) },
          })),
        },
      };
  }
};

/** The volumes of the pod. */
export const volumes = ({ volumes: list }: Pick<Service, 'volumes'>): Pick<k8s.PodSpec, 'volumes'> =>
  list.length === 0 ? {} : { volumes: list.map(volume) };

/** Where a container sees them. */
export const mounts = ({ mounts: list }: Pick<Container, 'mounts'>): Pick<k8s.Container, 'volumeMounts'> =>
  list.length === 0
    ? {}
    : {
        volumeMounts: list.map(({ volume: name, path, readOnly }) => ({
          name,
          mountPath: path,
          ...(readOnly && { readOnly }),
        })),
      };
