import { pathText } from '../path.js';
import { check, found } from './check.js';

const nameLabel = 'app.kubernetes.io/name';

/** Labels that the kit or the cluster sets; a value from elsewhere would be lost or make the object invalid. */
const reservedLabels: Readonly<Record<string, string>> = {
  app: 'name',
  version: 'image, or the lock of images',
  owner: 'team',
  [nameLabel]: 'name',
  'app.kubernetes.io/instance': 'name',
  'app.kubernetes.io/version': 'image, or the lock of images',
  'app.kubernetes.io/component': 'component',
  'app.kubernetes.io/part-of': 'system',
  'app.kubernetes.io/managed-by': 'nothing: it is always slipway',
  'pod-template-hash': 'nothing: the cluster sets it',
  'controller-uid': 'nothing: the cluster sets it',
  'job-name': 'nothing: the cluster sets it',
  'batch.kubernetes.io/controller-uid': 'nothing: the cluster sets it',
  'batch.kubernetes.io/job-name': 'nothing: the cluster sets it',
};

const labelReserved = check('label-reserved', ['labels'], ({ labels }) =>
  Object.entries(labels).flatMap(([key, value]) =>
    Object.hasOwn(reservedLabels, key)
      ? [
          {
            path: pathText(['labels', key]),
            message: `the label ${key} comes from ${reservedLabels[key]}`,
            value,
            fix: 'remove it',
          },
        ]
      : [],
  ),
);

const selectorLabels = check('selector-labels', ['workload', 'labels'], ({ workload, labels }) =>
  found(
    ...Object.entries(workload.selector ?? {}).map(
      ([key, value]) =>
        Object.hasOwn(labels, key) &&
        labels[key] !== value && {
          path: pathText(['labels', key]),
          message: `the pods would have ${key}: ${labels[key]}, but the selector asks for ${value}`,
          value: `${labels[key]}`,
          allowed: value,
          fix: 'remove the label; the selector sets it',
        },
    ),
  ),
);

const selectorName = check('selector-name', ['workload', 'name'], ({ workload, name }) => {
  const asked = workload.selector?.[nameLabel];
  if (asked === undefined || asked === name) return [];
  return [
    {
      path: pathText(['workload', 'selector', nameLabel]),
      message: `the selector asks for ${nameLabel}: ${asked}, but policies and neighbours find the pods by ${name}`,
      value: asked,
      allowed: name,
      fix: `name the service ${asked}, or select by other labels`,
    },
  ];
});

/** Checks of labels and selectors. */
export const labelChecks = [labelReserved, selectorLabels, selectorName];
