/** The Kubernetes versions that manifests can be made for. */
export const kubernetesVersions = [
  '1.27',
  '1.28',
  '1.29',
  '1.30',
  '1.31',
  '1.32',
  '1.33',
  '1.34',
  '1.35',
  '1.36',
] as const;

/** One of the Kubernetes versions that manifests can be made for. */
export type KubernetesVersion = (typeof kubernetesVersions)[number];

/** True when a cluster's version is the given one or newer. */
export const atLeast = (version: KubernetesVersion, wanted: KubernetesVersion): boolean =>
  kubernetesVersions.indexOf(version) >= kubernetesVersions.indexOf(wanted);
