import { secretVariable } from '../definition/claims.js';
import type { Context } from './context.js';
import { ingressRules } from './policy.js';
import { leastPods } from './scaling.js';
import type { Waiver } from './types/service.js';

const pods = ['Deployment', 'CronJob'];

const waive = (when: boolean, reason: string, kinds: Waiver['kinds'], rules: readonly string[]): readonly Waiver[] =>
  when ? rules.map((rule) => ({ rule, reason, kinds })) : [];

/**
 * The rules that a choice of this definition or platform contradicts by design, each told to the scanner on the object it
 * concerns; scanners contradict each other too, so that no choice meets all of them.
 */
const byDesign = (context: Context): readonly Waiver[] => {
  const { definition, environment, image } = context;
  const { scaling, workload, resources, network, config, security, health } = definition;
  const automatic = scaling.kind === 'automatic';
  const cron = workload.kind === 'cron';
  const few = leastPods(context) < 2 && !cron;
  const probed = health.live !== undefined && health.ready !== undefined;
  const byValue = Object.entries(config.secrets);
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
      ['polaris/deploymentMissingReplicas', 'kube-score/deployment-replicas'],
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
      ['polaris/missingPodDisruptionBudget'],
    ),
    ...waive(environment.priorityClass === undefined, 'the platform declares no PriorityClass', pods, [
      'polaris/priorityClassNotSet',
    ]),
    ...waive(resources.cpu.limit === 'none', 'processor time is not limited by choice', pods, [
      'kube-score/container-resources',
      'polaris/cpuLimitsMissing',
      'kubescape/C-0009',
      'kubescape/C-0050',
      'kubescape/C-0270',
    ]),
    ...waive(environment.imagePullPolicy !== 'Always', 'images are built on this machine', pods, [
      'kube-score/container-image-pull-policy',
      'polaris/pullPolicyNotAlways',
      'kubescape/C-0075',
    ]),
    ...waive(image.digest === undefined, 'this environment takes images by tag', pods, ['kubescape/C-0306']),
    ...waive(ingressRules(context).length === 0, 'nothing may call it', pods, ['polaris/missingNetworkPolicy']),
    ...waive(
      !cron && !probed,
      'it serves no requests and has no endpoint to ask',
      ['Deployment'],
      [
        'polaris/readinessProbeMissing',
        'polaris/livenessProbeMissing',
        'kubescape/C-0018',
        'kubescape/C-0056',
        'kube-linter/no-liveness-probe',
        'kube-linter/no-readiness-probe',
      ],
    ),
    ...waive(security.identity === 'platform', 'the platform chooses user and group', pods, [
      'kube-score/container-security-context-user-group-id',
      'kubescape/C-0013',
      'kubescape/C-0211',
    ]),
    ...waive(
      network.expose.some(({ tls }) => tls === false),
      'it is served in clear by choice',
      ['Ingress'],
      ['polaris/tlsSettingsMissing', 'kubescape/C-0263'],
    ),
    ...waive(
      network.service.type === 'LoadBalancer',
      'it is offered by a load balancer by choice',
      ['Service'],
      ['kube-linter/exposed-services'],
    ),
    ...waive(
      byValue.some(([, { as }]) => as === 'env'),
      'the process reads secrets from its environment',
      pods,
      ['kubescape/C-0207', 'kube-linter/read-secret-from-env-var'],
    ),
    ...waive(
      byValue.some(([name, { as }]) => as === 'file' && /secret/i.test(secretVariable(name, as))),
      'the variable holds the path of a mounted secret',
      pods,
      ['kube-linter/env-var-secret'],
    ),
    ...waive(
      byValue.some(([, { as }]) => as === 'file'),
      'the variable holds the path of a mounted secret',
      pods,
      ['polaris/sensitiveContainerEnvVar'],
    ),
  ];
};

/** Every rule that is not followed: by design first, then those that the team waives, on all of its objects. */
export const waivers = (context: Context): readonly Waiver[] => [
  ...byDesign(context),
  ...context.definition.waivers.map(({ rule, reason }): Waiver => ({ rule, reason, kinds: 'all' })),
];
