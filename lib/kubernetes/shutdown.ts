import type { ApiObject } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import type { Container } from '../service/types/container.js';
import type { Service } from '../service/types/service.js';
import { applyPatch, overlay } from './overlay.js';

/** How long the platform waits before it kills. */
export const gracePeriod = ({
  shutdown,
}: Pick<Service, 'shutdown'>): Pick<k8s.PodSpec, 'terminationGracePeriodSeconds'> => ({
  terminationGracePeriodSeconds: shutdown.gracePeriodSeconds,
});

/** Lets the platform wait for the drain: the preStop sleep is newer than the typed objects. */
export const preStop = (workload: ApiObject, { preStopSleepSeconds }: Pick<Container, 'preStopSleepSeconds'>) => {
  if (preStopSleepSeconds === undefined) return;
  const value = { preStop: { sleep: { seconds: preStopSleepSeconds } } };
  overlay(workload, (json) =>
    applyPatch(json, [{ op: 'add', path: '/spec/template/spec/containers/0/lifecycle', value }]),
  );
};
