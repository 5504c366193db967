import { podSelector } from '../object-set.js';
import type { KubernetesObject } from '../rule.js';
import { at, fieldsAt, isFields, isSet, listAt } from '../values.js';
import type { Entry } from './compose.js';
import { words } from './dockerfile.js';
import { isKnown } from './expand.js';
import type { Image } from './image.js';
import { objectPlace, portNumber, type Run } from './manifests.js';
import type { FileRule } from './rule.js';
import { agree, type Conflict, type Said, setOf, shown, shownSet } from './said.js';
import { portsIn } from './units.js';

const containerPorts = (run: Run): Said => {
  const ports = run.ports.map(({ port }) => port);
  return { called: 'containerPort', place: run.place('ports', shownSet(ports)), same: setOf(ports) };
};

const exposed = (image: Image): Said | undefined => {
  const steps = image.steps.filter(({ keyword }) => keyword === 'EXPOSE');
  if (!steps.every(({ text }) => isKnown(text))) return undefined;
  const ports = steps.flatMap(({ text }) => words(text).flatMap(portsIn));
  const place = { ...(steps.at(-1)?.place ?? image.missing('EXPOSE')), value: shownSet(ports) };
  return { called: 'EXPOSE', place, same: setOf(ports) };
};

/** The port inside the container of one item of `ports` or `expose`, such as `127.0.0.1:8080:80/udp`. */
const composePort = (item: unknown): string => {
  if (isFields(item)) return `${String(item.target)}/${String(item.protocol ?? 'tcp')}`;
  const text = String(item);
  return text.slice(text.lastIndexOf(':') + 1);
};

const published = (entry: Entry): Said | undefined => {
  const items = [...listAt(entry.fields, 'ports'), ...listAt(entry.fields, 'expose')].map(composePort);
  const from = entry.place('ports', '');
  if (!items.every(isKnown) || (!entry.whole && items.length === 0)) return undefined;
  const ports = items.flatMap(portsIn);
  return { called: `${from.file} ports`, place: { ...from, value: shownSet(ports) }, same: setOf(ports) };
};

/** The Services that select the pod. */
const servicesOf = ({ objects, pod }: Run): readonly KubernetesObject[] =>
  objects.filter((object) => {
    if (object.kind !== 'Service' || object.metadata.namespace !== pod.object.metadata.namespace) return false;
    const wanted = Object.entries(fieldsAt(podSelector(object), 'matchLabels'));
    return wanted.length > 0 && wanted.every(([key, value]) => pod.labels[key] === value);
  });

/** A port that something in the manifests refers to, and that no container of the pod has. */
const dangling = (run: Run, said: unknown, called: string, place: Said['place']): readonly Conflict[] => {
  const number = portNumber(run, said);
  const there = run.pod.containers.flatMap(({ fields }) =>
    listAt(fields, 'ports').map((port) => at(port, 'containerPort')),
  );
  if (number !== undefined && there.includes(number)) return [];
  const ports = run.ports.map(({ name, port }) => (name === undefined ? port : `${name} ${port}`)).join(', ');
  const value = ports === '' ? 'missing' : shown(ports);
  return [
    { places: [place, run.place('ports', value)], message: `${called} is ${place.value}, containerPort is ${value}` },
  ];
};

const targets = (run: Run): readonly Conflict[] =>
  servicesOf(run).flatMap((object) =>
    listAt(object, 'spec.ports').flatMap((port, index) => {
      const target = isSet(at(port, 'targetPort')) ? at(port, 'targetPort') : at(port, 'port');
      const place = objectPlace(run.file, object, `spec.ports[${index}].targetPort`, shown(target));
      return dangling(run, target, 'targetPort', place);
    }),
  );

const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
const ways = ['httpGet', 'tcpSocket', 'grpc'] as const;

const probed = (run: Run): readonly Conflict[] =>
  probes.flatMap((probe) =>
    ways.flatMap((way) => {
      if (!isSet(at(run.container.fields, `${probe}.${way}`))) return [];
      const port = at(run.container.fields, `${probe}.${way}.port`);
      return dangling(run, port, `port of ${probe}`, run.place(`${probe}.${way}.port`, shown(port)));
    }),
  );

const once = 'say each port once, under network.ports of the definition';

/** One port in every file. */
export const ports: readonly FileRule[] = [
  {
    id: 'files/ports-exposed',
    reason: 'EXPOSE tells people and tools where the process listens, which must be where the cluster calls it',
    fix: `let EXPOSE name exactly the ports of the container; ${once}`,
    check: ({ image, runs }) =>
      image === undefined ? [] : runs.flatMap((run) => agree(exposed(image), containerPorts(run))),
  },
  {
    id: 'files/ports-compose',
    reason: 'what is published on the own machine must be what the cluster calls',
    fix: `let ports, or expose, of the Compose service name exactly the ports of the container; ${once}`,
    check: ({ image, entries, production }) =>
      entries.flatMap((entry) =>
        agree(published(entry), production ? containerPorts(production) : image && exposed(image)),
      ),
  },
  {
    id: 'files/ports-service',
    reason: 'a Service whose target is no port of the container answers nothing',
    fix: `let targetPort name a port of the container, and remove the patch that changes either; ${once}`,
    check: ({ runs }) => runs.flatMap(targets),
  },
  {
    id: 'files/ports-probe',
    reason: 'a probe of a port that nobody listens on fails, and the pod never becomes ready',
    fix: `let the probe name a port of the container, and remove the patch that changes either; ${once}`,
    check: ({ runs }) => runs.flatMap(probed),
  },
];
