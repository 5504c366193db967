import type { Pod } from './pods.js';
import { type Problem, under, unless } from './problem.js';
import { catalogue } from './rule.js';
import { pods } from './scopes.js';
import { at, isFields, isSet, listAt, show, textAt } from './values.js';

const allowedVolumes = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];
const runtimeSocket = /(docker|containerd|crio|cri-dockerd|podman)\.sock$/;
const systemFolders = ['/', '/boot', '/dev', '/etc', '/lib', '/proc', '/sys', '/usr'];
/** Where the credentials of a cloud lie on a node (Kubescape `alert-mount-potential-credentials-paths`). */
const cloudCredentials = [
  '/.aws',
  '/.aws/config',
  '/.aws/credentials',
  '/.azure',
  '/.azure/credentials',
  '/.config',
  '/.config/gcloud',
  '/.config/gcloud/application_default_credentials.json',
  '/etc',
  '/etc/kubernetes',
  '/etc/kubernetes/azure.json',
  '/gcloud',
  '/gcloud/application_default_credentials.json',
];

const hostPaths = (accepts: (folder: string) => boolean, allowed: string) =>
  pods(({ spec }) =>
    listAt(spec, 'volumes').flatMap((volume, index) => {
      const folder = textAt(volume, 'hostPath.path');
      return unless(
        folder === undefined || accepts(folder),
        `volumes[${index}].hostPath`,
        `hostPath is ${show(folder)}, ${allowed}`,
      );
    }),
  );

const writableHostMounts = ({ spec, containers: all }: Pod): readonly Problem[] => {
  const onHost = listAt(spec, 'volumes')
    .filter((volume) => isSet(at(volume, 'hostPath.path')))
    .map((volume) => textAt(volume, 'name'));
  return all.flatMap(({ path, fields }) =>
    listAt(fields, 'volumeMounts').flatMap((mount, index) =>
      under(
        path,
        unless(
          !onHost.includes(textAt(mount, 'name')) || at(mount, 'readOnly') === true,
          `volumeMounts[${index}].readOnly`,
          'a folder of the node is mounted writable, must be read-only or no hostPath',
        ),
      ),
    ),
  );
};

/** What a pod may mount. */
export const volumes = catalogue([
  {
    ids: ['pss/hostPathVolumes', 'polaris/hostPathSet', 'kubescape/C-0048'],
    reason: 'a folder of the node is a way to the node',
    fix: 'replace the hostPath volume by security.writable or config.files',
    check: hostPaths(() => false, 'must not be used'),
  },
  {
    ids: ['kube-linter/docker-sock', 'kubescape/C-0074'],
    reason: 'whoever holds the socket of the container runtime is root on the node',
    fix: 'remove the volume that mounts the socket of the container runtime',
    check: hostPaths((folder) => !runtimeSocket.test(folder), 'must not be the socket of the container runtime'),
  },
  {
    ids: ['kube-linter/sensitive-host-mounts'],
    reason: 'the system folders of the node are a way to the node',
    fix: 'remove the hostPath volume',
    check: hostPaths((folder) => !systemFolders.includes(folder), `must not be one of ${systemFolders.join(', ')}`),
  },
  {
    ids: ['kubescape/C-0020'],
    reason: 'the cloud credentials of the node are worth more than those of the pod',
    fix: 'remove the hostPath volume and give the service account a workload identity',
    check: hostPaths(
      (folder) => !cloudCredentials.includes(folder.replace(/(?<=.)\/$/, '')),
      'must not be a folder with cloud credentials',
    ),
  },
  {
    ids: ['kube-linter/writable-host-mount', 'kubescape/C-0045'],
    reason: 'who writes to a folder of the node can run as the node',
    fix: 'remove the hostPath volume, or mount it read-only',
    check: pods(writableHostMounts),
  },
  {
    ids: ['pss/restrictedVolumes'],
    reason: 'other kinds of volumes reach past the cluster interface',
    fix: `use one of ${allowedVolumes.join(', ')}`,
    check: pods(({ spec }) =>
      listAt(spec, 'volumes').flatMap((volume, index) => {
        const kinds = (isFields(volume) ? Object.keys(volume) : []).filter((field) => field !== 'name');
        return unless(
          kinds.every((kind) => allowedVolumes.includes(kind)),
          `volumes[${index}]`,
          `volume is of kind ${kinds.join(', ')}, must be one of ${allowedVolumes.join(', ')}`,
        );
      }),
    ),
  },
]);
