import { nearest } from '../../definition/issues.js';
import { impliedPort } from '../../definition/ports.js';
import type { Problem } from '../../definition/problems.js';
import { type Context, callable } from '../context.js';

const withHint = (name: string, known: readonly string[]): string => {
  const near = nearest(name, known);
  return near === undefined ? '' : `did you mean "${near}"? `;
};

const list = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '));

/** Calls to services that are not there, have no such port, or do not admit the caller; callers that are not there. */
export const callProblems = ({ definition, neighbours }: Context): readonly Problem[] => {
  const missing = (path: string, check: string, name: string, what: string): Problem => {
    const known = [...neighbours.keys()].filter((other) => other !== definition.name).sort();
    return {
      path,
      check,
      message: `there is no service "${name}" ${what}`,
      value: name,
      allowed: list(known),
      fix: `${withHint(name, known)}give the name of a service of this workspace, or use an egress or caller of kind namespace`,
    };
  };
  return [
    ...definition.network.calls.flatMap(({ service, port: name }, at): Problem[] => {
      const path = `network.calls[${at}]`;
      const callee = neighbours.get(service);
      if (callee === undefined) return [missing(path, 'callee-exists', service, 'to call')];
      const names = callee.ports.map((one) => one.name);
      return [
        ...(names.some((one) => one === (name ?? impliedPort(names)))
          ? []
          : [
              {
                path: `${path}.port`,
                check: 'callee-port-exists',
                message:
                  name === undefined
                    ? `"${service}" has no single port and none called http`
                    : `"${service}" has no port "${name}"`,
                allowed: list(names),
                fix: 'name one of its ports',
              },
            ]),
        ...(callee.callers.includes(definition.name)
          ? []
          : [
              {
                path,
                check: 'caller-admitted',
                message: `"${service}" does not let "${definition.name}" call it`,
                allowed: list(callee.callers),
                fix: `add ${definition.name} to network.callers of ${service}`,
              },
            ]),
      ];
    }),
    ...definition.network.callers.flatMap((caller, at) =>
      caller.kind === 'service' && !neighbours.has(caller.service)
        ? [missing(`network.callers[${at}]`, 'caller-exists', caller.service, 'that could call')]
        : [],
    ),
  ];
};

/** Callers of a service that has no port to call. */
export const callersReach = ({ definition }: Context): readonly Problem[] =>
  definition.network.callers.length > 0 && callable(definition).length === 0
    ? [
        {
          path: 'network.callers',
          check: 'callers-need-a-port',
          message: 'there are callers, but no port to call',
          fix: 'add a port to network.ports, or remove the callers',
        },
      ]
    : [];
