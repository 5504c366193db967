import { k8s } from 'cdk8s-plus-27';
import type { Quantity } from '../definition/quantity.js';
import type { Container } from '../service/types/container.js';

const quantity = (text: Quantity): k8s.Quantity => k8s.Quantity.fromString(text);

/** Requests and limits of a container. */
export const resources = ({
  resources: { cpu, memory, storage },
}: Pick<Container, 'resources'>): Pick<k8s.Container, 'resources'> => ({
  resources: {
    requests: {
      cpu: quantity(cpu.request),
      memory: quantity(memory.request),
      'ephemeral-storage': quantity(storage.request),
    },
    limits: {
      ...(cpu.limit !== undefined && { cpu: quantity(cpu.limit) }),
      memory: quantity(memory.limit),
      'ephemeral-storage': quantity(storage.limit),
    },
  },
});
