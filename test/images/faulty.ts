import { type Clone, writeApps } from './workspace.js';

const platform = (registry: string): string => `name: faults
registry: ${registry}
environments:
  staging: { kubernetes: "1.33" }
  production: { kubernetes: "1.34", digests: required }
`;

const definition = (name: string): string => `name: ${name}
team: web
workload: worker
build: { language: custom }
`;

const dockerfile = (command: string): string => `FROM debian:trixie-slim
COPY text /text
RUN ${command}
USER 65532:65532
ENTRYPOINT ["/bin/true"]
`;

/** How long the service `slow` is built; nobody else sleeps for just as long. */
export const slowSeconds = '6.0625';

/** What each service does while it is built. */
const commands: Readonly<Record<string, string>> = {
  quick: 'cat /text',
  other: 'cat /text',
  slow: `sleep ${slowSeconds}`,
};

/** What a service says that cannot be built. */
export const reason = 'the reason of the failure is here';

/** The service that cannot be built. */
const broken: Readonly<Record<string, string>> = { broken: `echo "${reason}" >&2; exit 3` };

/** A workspace whose services keep Dockerfiles of their own, small enough to be built often. */
export const faultyApps = (root: string, registry: string, withBroken = false): Promise<Clone> => {
  const all = Object.entries({ ...commands, ...(withBroken && broken) });
  return writeApps(root, {
    'platform.yaml': platform(registry),
    ...Object.fromEntries(
      all.flatMap(([name, command]) => [
        [`${name}/service.yaml`, definition(name)],
        [`${name}/Dockerfile`, dockerfile(command)],
        [`${name}/text`, `${name}\n`],
      ]),
    ),
  });
};
