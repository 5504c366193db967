import type { Chart } from 'cdk8s';
import { isObject } from '../plain.js';
import type { KubernetesObject } from '../rules/index.js';
import { objectsOf } from '../synth.js';

const isKubernetesObject = (value: unknown): value is KubernetesObject =>
  isObject(value) &&
  typeof value.apiVersion === 'string' &&
  typeof value.kind === 'string' &&
  isObject(value.metadata) &&
  typeof value.metadata.name === 'string';

/** The objects of charts as rules judge them: those that have a name. */
export const kubernetesObjects = (charts: readonly Chart[]): readonly KubernetesObject[] =>
  charts.flatMap((chart): readonly unknown[] => objectsOf(chart)).filter(isKubernetesObject);
