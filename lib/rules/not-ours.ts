/** A scanner's check that is no rule here, and why. */
export interface NotOurs {
  readonly id: string;
  readonly reason: string;
}

const because = (reason: string, ...ids: readonly string[]): readonly NotOurs[] => ids.map((id) => ({ id, reason }));

/** Every check of the scanners that is left out, so that none is forgotten: a check is either in `rules` or here. */
export const notOurs: readonly NotOurs[] = [
  ...because(
    'requests equal to limits are the Guaranteed class, which a team chooses where it pays for it',
    'kube-score/container-resource-requests-equal-limits',
    'kube-score/container-cpu-requests-equal-limits',
    'kube-score/container-memory-requests-equal-limits',
    'kube-score/container-ephemeral-storage-request-equals-limit',
  ),
  ...because('accepts the classes of the system only, which no service may take', 'kube-linter/priority-class-name'),
  ...because(
    'a choice of the cluster, not of a service: most pods may run on any node',
    'kube-linter/no-node-affinity',
  ),
  ...because(
    'ndots 2 breaks names with few dots, so that it is an option and no rule',
    'kube-linter/dnsconfig-options',
  ),
  ...because(
    'a convention of one organisation, by which it configures the scanner',
    'kube-linter/required-annotation-email',
    'kube-linter/required-label-owner',
  ),
  ...because('kubeconform or the API server does it against the real schemas', 'kube-linter/schema-validation'),
  ...because('about the text of the file, not about the object; synth sorts keys', 'kube-linter/sorted-keys'),
  ...because(
    'about SecurityContextConstraints, objects of an OpenShift cluster',
    'kube-linter/scc-deny-privileged-container',
  ),
  ...because(
    'needs the lists of registries that an organisation gives to the scanner',
    'kubescape/C-0001',
    'kubescape/C-0078',
  ),
  ...because('needs the registry: signatures are not in the manifests', 'kubescape/C-0236', 'kubescape/C-0237'),
  ...because(
    'reports that volumes are mounted, which is how files reach a pod (and contradicts C-0207)',
    'kubescape/C-0255',
    'kubescape/C-0257',
    'kubescape/C-0258',
  ),
  ...because(
    'reports whatever can be reached from outside, which network.expose asks for',
    'kubescape/C-0256',
    'kubescape/C-0266',
  ),
  ...because(
    'about the cluster or a controller in it, not about a service',
    'kubescape/C-0292',
    'kubescape/C-0253',
    'kubescape/C-0059',
    'kubescape/C-0081',
    'kubescape/C-0273',
    'kubescape/C-0274',
  ),
  ...because(
    'the part of C-0211 that wants seLinuxOptions: only a cluster with SELinux can say them',
    'kubescape/C-0211/seLinuxOptions',
  ),
];
