import type { Definition } from './index.js';

/** Characters that something adds to a service's name. */
export interface Suffix {
  readonly length: number;
  readonly what: string;
}

const hashLength = 10;

/** The names of the objects that are made beside the workload; a hash of their content follows two of them. */
export const objectNames = {
  configMap: (service: string, hash: string): string => `${service}-config-${hash.slice(0, hashLength)}`,
  files: (service: string, hash: string): string => `${service}-files-${hash.slice(0, hashLength)}`,
  watchedFiles: (service: string): string => `${service}-files`,
  secrets: (service: string): string => `${service}-secrets`,
  route: (service: string, hash: string): string => `${service}-${hash.slice(0, hashLength)}`,
  tls: (service: string): string => `${service}-tls`,
  further: (service: string, ending: string): string => `${service}-${ending}`,
} as const;

/** Everything that is added to the name of this service, by us or by the cluster. */
export const suffixes = (definition: Definition): readonly Suffix[] => {
  const hash = '0'.repeat(hashLength);
  const added = (name: string, what: string): Suffix => ({ length: name.length, what });
  const { workload, config, network } = definition;
  return [
    ...(workload.kind === 'cron' ? [{ length: 11, what: 'the time of a run' }] : []),
    ...(workload.kind !== 'cron' ? [{ length: 17, what: "the end of a pod's name" }] : []),
    added(objectNames.configMap('', hash), 'its ConfigMap'),
    ...(config.file !== undefined ? [added(objectNames.watchedFiles(''), 'the ConfigMap of its files')] : []),
    ...(Object.keys(config.files).length > 0 ? [added(objectNames.files('', hash), 'the ConfigMap of its files')] : []),
    ...(Object.keys(config.secrets).length > 0 ? [added(objectNames.secrets(''), 'its Secret')] : []),
    ...Object.keys(network.services).map((ending) => added(objectNames.further('', ending), `its Service ${ending}`)),
  ];
};
