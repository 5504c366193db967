import { describe, expect, test } from 'vitest';
import { notOurs, rules } from '../../lib/rules/index.js';

/** Every check of the scanners that the reference lists, section by section. */
const reference: Readonly<Record<string, string>> = {
  pss: `privileged hostNamespaces hostPathVolumes hostPorts hostProbesAndhostLifecycle appArmorProfile seLinuxOptions
    procMount_baseline procMount_restricted sysctls windowsHostProcess seccompProfile_baseline seccompProfile_restricted
    capabilities_baseline capabilities_restricted allowPrivilegeEscalation runAsNonRoot runAsUser restrictedVolumes`,
  'kube-score': `container-resources container-ephemeral-storage-request-and-limit container-image-tag
    container-image-pull-policy container-security-context-user-group-id container-security-context-privileged
    container-security-context-readonlyrootfilesystem container-seccomp-profile container-ports-check
    container-resource-requests-equal-limits container-cpu-requests-equal-limits
    container-memory-requests-equal-limits container-ephemeral-storage-request-equals-limit
    environment-variable-key-duplication pod-networkpolicy networkpolicy-targets-pod pod-probes pod-probes-identical
    pod-topology-spread-constraints deployment-has-host-podantiaffinity deployment-has-poddisruptionbudget
    poddisruptionbudget-has-policy deployment-replicas deployment-strategy
    deployment-targeted-by-hpa-does-not-have-replicas-configured
    deployment-pod-selector-labels-match-template-metadata-labels horizontalpodautoscaler-has-target
    horizontalpodautoscaler-replicas service-targets-pod service-type ingress-targets-service label-values
    stable-version statefulset-has-host-podantiaffinity statefulset-has-poddisruptionbudget statefulset-has-servicename
    statefulset-pod-selector-labels-match-template-metadata-labels cronjob-has-deadline cronjob-restartpolicy`,
  'kube-linter': `dangling-service deprecated-service-account-field docker-sock drop-net-raw-capability
    duplicate-env-var env-var-secret host-ipc host-network host-pid invalid-target-ports
    job-ttl-seconds-after-finished latest-tag liveness-port readiness-port startup-port mismatching-selector
    no-anti-affinity no-extensions-v1beta no-read-only-root-fs non-existent-service-account pdb-max-unavailable
    pdb-min-available pdb-unhealthy-pod-eviction-policy privilege-escalation-container privileged-container
    run-as-non-root sensitive-host-mounts ssh-port unsafe-sysctls unset-cpu-requirements unset-memory-requirements
    access-to-create-pods access-to-secrets cluster-admin-role-binding wildcard-in-rules
    dangling-horizontalpodautoscaler dangling-ingress dangling-networkpolicy dangling-networkpolicypeer-podselector
    dangling-servicemonitor default-service-account dnsconfig-options env-value-from exposed-services
    hpa-minimum-three-replicas minimum-three-replicas no-liveness-probe no-readiness-probe no-node-affinity
    no-rolling-update-strategy non-isolated-pod priority-class-name privileged-ports read-secret-from-env-var
    required-annotation-email required-label-owner restart-policy schema-validation scc-deny-privileged-container
    sorted-keys unsafe-proc-mount use-namespace writable-host-mount`,
  polaris: `deploymentMissingReplicas priorityClassNotSet tagNotSpecified pullPolicyNotAlways readinessProbeMissing
    livenessProbeMissing metadataAndInstanceMismatched pdbDisruptionsIsZero missingPodDisruptionBudget
    topologySpreadConstraint hpaMaxAvailability hpaMinAvailability pdbMinAvailableGreaterThanHPAMinReplicas
    cpuRequestsMissing cpuLimitsMissing memoryRequestsMissing memoryLimitsMissing automountServiceAccountToken
    hostIPCSet hostPIDSet hostNetworkSet hostPathSet hostPortSet hostProcess procMount linuxHardening
    missingNetworkPolicy notReadOnlyRootFilesystem privilegeEscalationAllowed runAsRootAllowed runAsPrivileged
    dangerousCapabilities insecureCapabilities tlsSettingsMissing sensitiveContainerEnvVar sensitiveConfigmapContent
    clusterrolePodExecAttach rolePodExecAttach clusterrolebindingPodExecAttach rolebindingClusterRolePodExecAttach
    rolebindingRolePodExecAttach clusterrolebindingClusterAdmin rolebindingClusterAdminClusterRole
    rolebindingClusterAdminRole`,
  kubescape: `C-0001 C-0078 C-0004 C-0050 C-0009 C-0268 C-0269 C-0270 C-0271 C-0012 C-0259 C-0013 C-0016 C-0017 C-0057
    C-0018 C-0056 C-0030 C-0049 C-0054 C-0260 C-0034 C-0261 C-0053 C-0038 C-0041 C-0044 C-0045 C-0048 C-0074 C-0020
    C-0042 C-0046 C-0055 C-0210 C-0061 C-0209 C-0212 C-0062 C-0073 C-0075 C-0076 C-0077 C-0207 C-0211 C-0236 C-0237
    C-0255 C-0257 C-0258 C-0256 C-0266 C-0263 C-0272 C-0007 C-0015 C-0031 C-0035 C-0063 C-0065 C-0002 C-0293 C-0296
    C-0298 C-0299 C-0300 C-0302 C-0307 C-0294 C-0295 C-0305 C-0306 C-0292 C-0253 C-0059 C-0081 C-0273 C-0274`,
};

const listed = Object.entries(reference).flatMap(([scanner, ids]) => ids.split(/\s+/).map((id) => `${scanner}/${id}`));

describe('what is checked and what is not', () => {
  test('accounts for every check of the reference exactly once', () => {
    const ours = [...rules, ...notOurs].map(({ id }) => id);
    expect(ours.filter((id) => id !== 'kubescape/C-0211/seLinuxOptions').sort()).toEqual([...listed].sort());
  });

  test('gives a reason for every check that is left out', () => {
    for (const { reason } of notOurs) expect(reason.length).toBeGreaterThan(20);
  });
});
