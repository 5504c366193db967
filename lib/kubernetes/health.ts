import { k8s } from 'cdk8s-plus-27';
import type { Container, Probe, ProbeCheck } from '../service/types/container.js';

type Action = Pick<k8s.Probe, 'httpGet' | 'grpc' | 'tcpSocket' | 'exec'>;

const byName = (port: string): k8s.IntOrString => k8s.IntOrString.fromString(port);

const action = (check: ProbeCheck): Action => {
  switch (check.kind) {
    case 'http': {
      const { path, port, scheme, headers } = check;
      return {
        httpGet: { path, port: byName(port), scheme, ...(headers.length > 0 && { httpHeaders: [...headers] }) },
      };
    }
    case 'grpc':
      return { grpc: { port: check.port, ...(check.service !== undefined && { service: check.service }) } };
    case 'tcp':
      return { tcpSocket: { port: byName(check.port) } };
    case 'exec':
      return { exec: { command: [...check.command] } };
  }
};

const probe = ({ check, ...timings }: Probe): k8s.Probe => ({ ...action(check), ...timings });

/** The three probes, each by the name of its port; gRPC takes numbers only. */
export const probes = ({
  probes: { startup, live, ready },
}: Pick<Container, 'probes'>): Pick<k8s.Container, 'startupProbe' | 'livenessProbe' | 'readinessProbe'> => ({
  ...(startup && { startupProbe: probe(startup) }),
  ...(live && { livenessProbe: probe(live) }),
  ...(ready && { readinessProbe: probe(ready) }),
});
