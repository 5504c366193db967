import type { Container } from './pods.js';
import { must, type Problem, unless } from './problem.js';
import { catalogue } from './rule.js';
import { containers, objects } from './scopes.js';
import { at, isSet, listAt, numberAt, show, textAt } from './values.js';

/** IANA_SVC_NAME as Kubernetes checks it: up to 15 of a-z, 0-9 and single dashes inside, with at least one letter. */
const isPortName = (name: string): boolean => /^(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && name.length <= 15;

const isPort = (port: unknown): boolean =>
  typeof port === 'string'
    ? isPortName(port)
    : typeof port === 'number' && Number.isInteger(port) && port > 0 && port < 65_536;

const eachPort =
  (judge: (port: unknown, path: string) => readonly Problem[]) =>
  ({ fields }: Container): readonly Problem[] =>
    listAt(fields, 'ports').flatMap((port, index) => judge(port, `ports[${index}]`));

const validNames = eachPort((port, path) =>
  unless(
    !isSet(at(port, 'name')) || isPort(textAt(port, 'name')),
    `${path}.name`,
    `port name is ${show(at(port, 'name'))}, must be 1 to 15 of a-z, 0-9 and -`,
  ),
);

const wellFormedPorts = (container: Container): readonly Problem[] => {
  const names = listAt(container.fields, 'ports').flatMap((port) => textAt(port, 'name') ?? []);
  return eachPort((port, path) => {
    const name = textAt(port, 'name') ?? '';
    return [
      ...unless(
        numberAt(port, 'containerPort') !== undefined,
        `${path}.containerPort`,
        'containerPort is missing, must be set',
      ),
      ...unless(
        name.length <= 15,
        `${path}.name`,
        `port name ${name} has ${name.length} characters, must have at most 15`,
      ),
      ...unless(
        names.filter((other) => other === name).length <= 1,
        `${path}.name`,
        `port name ${name} is taken twice, must be unique`,
      ),
    ];
  })(container);
};

/** What containers listen on. */
export const ports = catalogue([
  {
    ids: ['kube-linter/ssh-port'],
    reason: 'a shell over the network passes by every control of the cluster',
    fix: 'remove the port from network.ports',
    check: containers(
      eachPort((port, path) =>
        unless(
          at(port, 'containerPort') !== 22 || (textAt(port, 'protocol') ?? 'TCP') !== 'TCP',
          `${path}.containerPort`,
          'containerPort is 22, must not be that of ssh',
        ),
      ),
    ),
  },
  {
    ids: ['kube-linter/privileged-ports'],
    reason: 'binding a low port needs a capability that nothing else needs',
    fix: 'let the process listen above 1024 and set servicePort of the port to the low number',
    check: containers(
      eachPort((port, path) =>
        must({ [path]: port }, `${path}.containerPort`, 'above 1024', (found) => Number(found) > 1024),
      ),
    ),
  },
  {
    ids: ['kube-linter/invalid-target-ports'],
    reason: 'the API server refuses other port names and numbers',
    fix: 'correct the name or the number under network.ports',
    check: (set) => [
      ...containers(validNames)(set),
      ...objects(['Service'], (service) =>
        listAt(service, 'spec.ports').flatMap((port, index) =>
          unless(
            !isSet(at(port, 'targetPort')) || isPort(at(port, 'targetPort')),
            `spec.ports[${index}].targetPort`,
            `targetPort is ${show(at(port, 'targetPort'))}, must be 1 to 65535 or a port name of 1 to 15 of a-z, 0-9 and -`,
          ),
        ),
      )(set),
    ],
  },
  {
    ids: ['kube-score/container-ports-check'],
    reason: 'what refers to a port by name must find exactly one',
    fix: 'correct the names under network.ports',
    check: containers(wellFormedPorts),
  },
]);
