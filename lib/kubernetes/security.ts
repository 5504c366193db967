import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { Container } from '../service/types/container.js';
import type { Service } from '../service/types/service.js';
import { metadata } from './labels.js';
import { kubeObject } from './object.js';

const seccompProfile: k8s.SeccompProfile = { type: 'RuntimeDefault' };

/** The pod's part of the restricted Pod Security profile. */
export const podSecurity = ({ security }: Pick<Service, 'security'>): Pick<k8s.PodSpec, 'securityContext'> => ({
  securityContext: {
    runAsNonRoot: true,
    ...(security.identity === 'fixed' && {
      runAsUser: security.user,
      runAsGroup: security.group,
      fsGroup: security.group,
      fsGroupChangePolicy: 'OnRootMismatch',
    }),
    seccompProfile,
  },
});

/** A container's part of the restricted Pod Security profile. */
export const containerSecurity = ({
  capabilities,
}: Pick<Container, 'capabilities'>): Pick<k8s.Container, 'securityContext'> => ({
  securityContext: {
    allowPrivilegeEscalation: false,
    privileged: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    capabilities: { drop: ['ALL'], ...(capabilities.length > 0 && { add: [...capabilities] }) },
    seccompProfile,
  },
});

/** The service's own ServiceAccount, which has no token unless it is asked for. */
export const serviceAccount = (scope: Construct, id: string, service: Service) => {
  const { name, annotations, token } = service.serviceAccount;
  return kubeObject(k8s.KubeServiceAccount, scope, id, {
    metadata: metadata(service, 'ServiceAccount', { name, annotations }),
    automountServiceAccountToken: token,
  });
};
