import { type Context, portList } from './context.js';
import { ingressRules } from './policy.js';
import { leastPods } from './scaling.js';
import type { Waiver } from './types/service.js';
import { secretWaivers } from './waivers/secrets.js';
import { pods, waive } from './waivers/waive.js';

/**
 * The rules that a choice of this definition or platform contradicts by design, each told to the scanner on the object it
 * concerns; scanners contradict each other too, so that no choice meets all of them.
 */
const byDesign = (context: Context): readonly Waiver[] => {
  const { definition, environment, image } = context;
  const { scaling, workload, resources, network, security, health } = definition;
  const automatic = scaling.kind === 'automatic';
  const moving = image.digest === undefined && (image.tag ?? 'latest') === 'latest';
  const offered = portList(definition).length > 0;
  const cron = workload.kind === 'cron';
  const few = leastPods(context) < 2 && !cron;
  return [
    ...waive(
      automatic,
      'the autoscaler owns the number of replicas',
      ['Deployment'],
      ['polaris/deploymentMissingReplicas'],
    ),
    ...waive(
      few && !automatic,
      'one pod is this environment’s choice',
      ['Deployment'],
      ['polaris/deploymentMissingReplicas', ...(offered ? ['kube-score/deployment-replicas'] : [])],
    ),
    ...waive(
      leastPods(context) < 3 && !cron,
      'fewer than three pods are this environment’s choice',
      ['Deployment', 'HorizontalPodAutoscaler'],
      [automatic ? 'kube-linter/hpa-minimum-three-replicas' : 'kube-linter/minimum-three-replicas'],
    ),
    ...waive(
      few,
      'no budget can both keep and let go a single pod',
      ['Deployment'],
      ['polaris/missingPodDisruptionBudget', ...(automatic ? ['kube-score/deployment-has-poddisruptionbudget'] : [])],
    ),
    ...waive(
      few && automatic,
      'one pod is enough for this environment at times',
      ['HorizontalPodAutoscaler'],
      ['polaris/hpaMinAvailability', 'kube-score/horizontalpodautoscaler-replicas'],
    ),
    ...waive(
      automatic && scaling.min === scaling.max,
      'this environment leaves the autoscaler no room',
      ['HorizontalPodAutoscaler'],
      ['polaris/hpaMaxAvailability'],
    ),
    ...waive(cron, 'a failed pod stays, with its logs', ['CronJob'], ['kube-linter/restart-policy']),
    ...waive(environment.priorityClass === undefined, 'the platform declares no PriorityClass', pods, [
      'polaris/priorityClassNotSet',
    ]),
    ...waive(resources.cpu.limit === 'none', 'processor time is not limited by choice', pods, [
      'kube-score/container-resources',
      'polaris/cpuLimitsMissing',
      'kubescape/C-0009',
      'kubescape/C-0050',
      'kubescape/C-0270',
      'checkov/CKV_K8S_11',
    ]),
    ...waive(environment.imagePullPolicy !== 'Always', 'images are built on this machine', pods, [
      'kube-score/container-image-pull-policy',
      'polaris/pullPolicyNotAlways',
      'checkov/CKV_K8S_15',
      ...(moving ? ['kubescape/C-0075'] : []),
    ]),
    ...waive(moving, 'images are built on this machine', pods, [
      'kube-score/container-image-tag',
      'kube-linter/latest-tag',
      'polaris/tagNotSpecified',
      'checkov/CKV_K8S_14',
    ]),
    ...waive(image.digest === undefined, 'this environment takes images by tag', pods, [
      'kubescape/C-0306',
      'checkov/CKV_K8S_43',
    ]),
    ...waive(ingressRules(context).length === 0, 'nothing may call it', pods, ['polaris/missingNetworkPolicy']),
    ...waive(
      !cron && health.live === undefined,
      'it has no endpoint to ask whether it is alive',
      ['Deployment'],
      ['polaris/livenessProbeMissing', 'kubescape/C-0056', 'kube-linter/no-liveness-probe', 'checkov/CKV_K8S_8'],
    ),
    ...waive(
      !cron && health.ready === undefined,
      'it serves no requests that readiness would hold back',
      ['Deployment'],
      ['polaris/readinessProbeMissing', 'kubescape/C-0018', 'kube-linter/no-readiness-probe', 'checkov/CKV_K8S_9'],
    ),
    ...waive(
      !cron && offered && (health.live === undefined || health.ready === undefined),
      'its ports are for nobody but those who read metrics',
      ['Deployment'],
      ['kube-score/pod-probes'],
    ),
    ...waive(
      security.identity === 'fixed' && Math.min(security.user, security.group) < 10_000,
      'the image has files that belong to its user',
      pods,
      ['kube-score/container-security-context-user-group-id', 'checkov/CKV_K8S_40'],
    ),
    ...waive(security.identity === 'platform', 'the platform chooses user and group', pods, [
      'kube-score/container-security-context-user-group-id',
      'kubescape/C-0013',
      'kubescape/C-0211',
      'checkov/CKV_K8S_40',
    ]),
    ...waive(
      network.expose.length > 0 && network.expose.every(({ tls }) => tls === false),
      'it is served in clear by choice',
      ['Ingress'],
      ['polaris/tlsSettingsMissing', 'kubescape/C-0263'],
    ),
    ...waive(
      [network.service, ...Object.values(network.services)].some(({ type }) => type === 'LoadBalancer'),
      'it is offered by a load balancer by choice',
      ['Service'],
      ['kube-linter/exposed-services'],
    ),
    ...waive(security.serviceAccount.name !== undefined, 'the ServiceAccount is somebody else’s', pods, [
      'kube-linter/non-existent-service-account',
      'kubescape/C-0307',
    ]),
    ...waive(
      security.serviceAccount.token,
      'the process talks to the Kubernetes API',
      [...pods, 'ServiceAccount'],
      ['polaris/automountServiceAccountToken', 'kubescape/C-0034', 'kubescape/C-0261'],
    ),
    ...waive(
      portList(definition).some(({ port }) => port <= 1024),
      'it keeps the capability that such a port needs',
      pods,
      ['kube-linter/privileged-ports'],
    ),
    ...secretWaivers(context),
  ];
};

/** Rules about files and images say nothing of any object. */
const kindsOf = (rule: string): Waiver['kinds'] => (/^(?:files|image)\//.test(rule) ? [] : 'all');

/** Every rule that is not followed: by design first, then those that the team waives, on all of its objects. */
export const waivers = (context: Context): readonly Waiver[] => [
  ...byDesign(context),
  ...context.definition.waivers.map(
    ({ rule, reason, expires }): Waiver => ({ rule, reason, expires, kinds: kindsOf(rule) }),
  ),
];
