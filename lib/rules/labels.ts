import { join, must, type Problem, unless } from './problem.js';
import { catalogue } from './rule.js';
import { everyObject, objects, workloads } from './scopes.js';
import { selects } from './selectors.js';
import { at, fieldsAt, show } from './values.js';

const controllers = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob'] as const;
const withPods = [...controllers, 'Pod'] as const;

/** Kubescape's `recommendedLabels` and `k8sRecommendedLabels` (default-config-inputs.json). */
const ownLabels = ['app', 'tier', 'phase', 'version', 'owner', 'env'];
const commonLabels = ['name', 'instance', 'version', 'component', 'part-of', 'managed-by', 'created-by'].map(
  (name) => `app.kubernetes.io/${name}`,
);

const labelled = (wanted: readonly string[]) =>
  workloads(withPods, ({ object, template, labels }) =>
    [
      { path: 'metadata.labels', found: object.metadata.labels ?? {} },
      { path: join(template, 'metadata.labels'), found: labels },
    ].flatMap(({ path, found }) =>
      unless(
        wanted.some((label) => label in found),
        path,
        `labels are ${Object.keys(found).join(', ')}, must have one of ${wanted.join(', ')}`,
      ),
    ),
  );

const isLabelValue = (value: unknown): boolean =>
  typeof value === 'string' && value.length <= 63 && /^([A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?)?$/.test(value);

const labelValues = (path: string, value: unknown): readonly Problem[] =>
  Object.entries(fieldsAt(value, path)).flatMap(([key, found]) =>
    unless(
      isLabelValue(found),
      path,
      `label ${key} is ${show(found)}, must be up to 63 of letters, digits, -, _ and ., in quotes where it looks like a number`,
    ),
  );

/** Versions that clusters of the last years have removed. */
const removedVersions =
  /^(extensions\/v1beta1|apps\/v1beta[12]|batch\/(v1beta1|v2alpha1)|policy\/v1beta1|networking\.k8s\.io\/v1beta1|autoscaling\/v2beta[12]|rbac\.authorization\.k8s\.io\/v1(alpha1|beta1)|apiextensions\.k8s\.io\/v1beta1|admissionregistration\.k8s\.io\/v1beta1|scheduling\.k8s\.io\/v1beta1|discovery\.k8s\.io\/v1beta1|storage\.k8s\.io\/v1beta1)$/;

const selectorMatches = (kinds: readonly string[]) =>
  workloads(kinds, ({ object, labels }) =>
    unless(
      selects(at(object, 'spec.selector'), labels),
      'spec.selector',
      `selector ${show(at(object, 'spec.selector'))} does not select the labels of the pod template, must do so`,
    ),
  );

const unselected = 'the API server refuses a workload that does not select its own pods';
const search = 'labels are how people and tools find what belongs together';

/** Names, labels, namespaces and versions of objects. */
export const labels = catalogue([
  {
    ids: ['kube-score/label-values'],
    reason: 'the API server refuses other label values',
    fix: 'correct the value under labels',
    check: (set) => [
      ...everyObject((object) => labelValues('metadata.labels', object))(set),
      ...workloads(controllers, ({ object, template }) => labelValues(`${template}.metadata.labels`, object))(set),
    ],
  },
  {
    ids: ['kube-score/stable-version'],
    reason: 'newer clusters no longer know such a version',
    fix: 'remove the patch or the object with the old apiVersion',
    check: everyObject((object) =>
      must(object, 'apiVersion', 'one that clusters still serve', (found) => !removedVersions.test(String(found))),
    ),
  },
  {
    ids: ['kube-linter/no-extensions-v1beta'],
    reason: 'newer clusters no longer know such a version',
    fix: 'remove the patch or the object with the old apiVersion',
    check: everyObject((object) =>
      must(
        object,
        'apiVersion',
        'apps/v1 or networking.k8s.io/v1',
        (found) => !/^extensions\/v1beta./.test(String(found)),
      ),
    ),
  },
  { ids: ['kubescape/C-0076'], reason: search, fix: 'leave labels to the kit', check: labelled(ownLabels) },
  { ids: ['kubescape/C-0077'], reason: search, fix: 'leave labels to the kit', check: labelled(commonLabels) },
  {
    ids: ['polaris/metadataAndInstanceMismatched'],
    reason: 'the instance label is to say which workload a pod belongs to',
    fix: 'leave the label app.kubernetes.io/instance to the kit, and let the name of the workload be the name of the service',
    check: objects(controllers, (object) => {
      const found = object.metadata.labels?.['app.kubernetes.io/instance'];
      return unless(
        found === object.metadata.name,
        'metadata.labels',
        `label app.kubernetes.io/instance is ${show(found)}, must be ${show(object.metadata.name)}`,
      );
    }),
  },
  {
    ids: ['kube-linter/mismatching-selector', 'kubescape/C-0296'],
    reason: unselected,
    fix: 'correct workload.selector, or leave it out',
    check: selectorMatches(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']),
  },
  {
    ids: ['kube-score/deployment-pod-selector-labels-match-template-metadata-labels'],
    reason: unselected,
    fix: 'correct workload.selector, or leave it out',
    check: selectorMatches(['Deployment']),
  },
  {
    ids: ['kube-score/statefulset-pod-selector-labels-match-template-metadata-labels'],
    reason: unselected,
    fix: 'correct workload.selector, or leave it out',
    check: selectorMatches(['StatefulSet']),
  },
]);
