import { namespaceOf, type ObjectSet } from './object-set.js';
import { type Problem, unless } from './problem.js';
import { catalogue, type KubernetesObject } from './rule.js';
import { objects } from './scopes.js';
import { selects } from './selectors.js';
import { at, isSet, listAt, show, textAt, textsAt } from './values.js';

interface Backend {
  readonly path: string;
  readonly namespace: string;
  readonly service: string;
  /** A number, a name, or nothing where the backend needs none. */
  readonly port: unknown;
}

/** The Services behind an Ingress; backends that are other resources are not Services. */
function ingressBackends(ingress: KubernetesObject): readonly Backend[] {
  const namespace = namespaceOf(ingress);
  const backend = (path: string, found: unknown): readonly Backend[] => {
    const service = textAt(found, 'service.name');
    const port = at(found, 'service.port.name') ?? at(found, 'service.port.number');
    return service === undefined ? [] : [{ path, namespace, service, port }];
  };
  return [
    ...backend('spec.defaultBackend', at(ingress, 'spec.defaultBackend')),
    ...listAt(ingress, 'spec.rules').flatMap((rule, index) =>
      listAt(rule, 'http.paths').flatMap((entry, position) =>
        backend(`spec.rules[${index}].http.paths[${position}].backend`, at(entry, 'backend')),
      ),
    ),
  ];
}

const routeBackends = (route: KubernetesObject): readonly Backend[] =>
  listAt(route, 'spec.rules').flatMap((rule, index) =>
    listAt(rule, 'backendRefs').flatMap((reference, position) => {
      const service = textAt(reference, 'name');
      if (service === undefined || (textAt(reference, 'kind') ?? 'Service') !== 'Service') return [];
      const namespace = textAt(reference, 'namespace') ?? namespaceOf(route);
      const path = `spec.rules[${index}].backendRefs[${position}]`;
      return [{ path, namespace, service, port: at(reference, 'port') }];
    }),
  );

function reaches({ path, namespace, service, port }: Backend, set: ObjectSet): readonly Problem[] {
  const found = set.find('Service', namespace, service);
  const offered = listAt(found, 'spec.ports').flatMap((entry) => [at(entry, 'port'), at(entry, 'name')]);
  return [
    ...unless(found !== undefined, path, `Service ${service} is not there, must be one of the namespace`),
    ...unless(
      found === undefined || offered.includes(port),
      path,
      `Service ${service} has no port ${show(port)}, must be one of ${offered.filter(isSet).map(show).join(', ')}`,
    ),
  ];
}

const backendsExist = (kind: string, backendsOf: (object: KubernetesObject) => readonly Backend[]) =>
  objects([kind], (object, set) => backendsOf(object).flatMap((backend) => reaches(backend, set)));

function monitorFindsService(monitor: KubernetesObject, set: ObjectSet): readonly Problem[] {
  const named = textsAt(monitor, 'spec.namespaceSelector.matchNames');
  const selector = at(monitor, 'spec.selector');
  const found =
    at(monitor, 'spec.namespaceSelector.any') === true
      ? set.ofKind('Service').some(({ metadata: { labels = {} } }) => selects(selector, labels))
      : (named.length > 0 ? named : [namespaceOf(monitor)]).some(
          (namespace) => set.servicesMatching(namespace, selector).length > 0,
        );
  return unless(found, 'spec.selector', `selector ${show(selector)} selects no Service, must select one by its labels`);
}

/** The ways in: Ingress, HTTPRoute, and the monitor that reads metrics. */
export const routes = catalogue([
  {
    ids: ['kube-score/ingress-targets-service', 'kube-linter/dangling-ingress', 'kubescape/C-0298'],
    reason: 'an Ingress whose Service or port is not there answers 503',
    fix: 'let network.expose name a port of network.ports',
    check: backendsExist('Ingress', ingressBackends),
  },
  {
    ids: ['kubescape/C-0302'],
    reason: 'a route whose Service or port is not there answers 500',
    fix: 'let network.expose name a port of network.ports',
    check: backendsExist('HTTPRoute', routeBackends),
  },
  {
    ids: ['polaris/tlsSettingsMissing', 'kubescape/C-0263'],
    reason: 'without TLS everybody on the way reads and changes the traffic',
    fix: 'set tls of network.expose to true or to the name of a Secret',
    check: objects(['Ingress'], (ingress) =>
      unless(listAt(ingress, 'spec.tls').length > 0, 'spec.tls', 'tls is missing, must be set'),
    ),
  },
  {
    ids: ['kube-linter/dangling-servicemonitor'],
    reason: 'a monitor that finds no Service reads no metrics, and no alert tells so',
    fix: 'leave the ServiceMonitor to the kit, or remove the patch that changes its selector',
    check: objects(['ServiceMonitor'], monitorFindsService),
  },
]);
