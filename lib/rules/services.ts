import { type ObjectSet, podSelector } from './object-set.js';
import { must, type Problem, unless } from './problem.js';
import { catalogue, type KubernetesObject } from './rule.js';
import { objects } from './scopes.js';
import { at, listAt, show, textAt } from './values.js';

const targetsPod = (service: KubernetesObject, set: ObjectSet): readonly Problem[] =>
  unless(
    textAt(service, 'spec.type') === 'ExternalName' || set.podsOf(service).length > 0,
    'spec.selector',
    `selector ${show(podSelector(service))} selects no pod of the namespace, must select one`,
  );

const typeIsNot = (...forbidden: readonly string[]) =>
  objects(['Service'], (service) =>
    must(service, 'spec.type', `other than ${forbidden.join(' and ')}`, (type) => !forbidden.includes(String(type))),
  );

const sshPorts: readonly unknown[] = [22, 2222];

/** The Services in front of pods. */
export const services = catalogue([
  {
    ids: ['kube-score/service-targets-pod', 'kube-linter/dangling-service', 'kubescape/C-0293'],
    reason: 'a Service without pods answers nothing',
    fix: 'let the Service select by the labels of the workload, or remove the patch that changes either',
    check: objects(['Service'], targetsPod),
  },
  {
    ids: ['kube-score/service-type'],
    reason: 'a NodePort opens a port on every node of the cluster',
    fix: 'set network.service.type to ClusterIP, and expose the service by network.expose',
    check: typeIsNot('NodePort'),
  },
  {
    ids: ['kube-linter/exposed-services'],
    reason: 'such a Service is reached from outside without the ingress and what it enforces',
    fix: 'set network.service.type to ClusterIP, and expose the service by network.expose',
    check: typeIsNot('NodePort', 'LoadBalancer'),
  },
  {
    ids: ['kubescape/C-0042'],
    reason: 'a shell over the network passes by every control of the cluster',
    fix: 'remove the port from network.ports',
    check: objects(['Service'], (service) =>
      listAt(service, 'spec.ports').flatMap((port, index) =>
        unless(
          !sshPorts.includes(at(port, 'port')) && !sshPorts.includes(at(port, 'targetPort')),
          `spec.ports[${index}]`,
          `port is ${show(at(port, 'port'))} to ${show(at(port, 'targetPort'))}, must not be 22 or 2222`,
        ),
      ),
    ),
  },
]);
