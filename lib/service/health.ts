import { present } from '../present.js';
import { type Context, portList, portNamed } from './context.js';
import type { Port, Probe, ProbeCheck, Probes } from './types/container.js';

type Health = Context['definition']['health'];
type Asking = Exclude<NonNullable<Health['live'] | Health['ready'] | Health['startup']>, { kind: 'live' | 'none' }>;

const ask = (probe: Asking, ports: readonly Port[]): ProbeCheck => {
  switch (probe.kind) {
    case 'http':
      return {
        kind: 'http',
        path: probe.path,
        port: portNamed(ports, probe.port).name,
        scheme: probe.scheme,
        headers: probe.headers,
      };
    case 'grpc': {
      const { name, port } = portNamed(ports, probe.port);
      return present({ kind: 'grpc', port, portName: name, service: probe.service });
    }
    case 'tcp':
      return { kind: 'tcp', port: portNamed(ports, probe.port).name };
    case 'exec':
      return { kind: 'exec', command: probe.command };
  }
};

const timings = (probe: { initialDelay: number; period: number; timeout: number }) => ({
  ...(probe.initialDelay > 0 && { initialDelaySeconds: probe.initialDelay }),
  periodSeconds: probe.period,
  timeoutSeconds: probe.timeout,
});

const startupProbe = ({ live, startup }: Health, ports: readonly Port[]): Probe | undefined => {
  if (startup.kind === 'none' || (startup.kind === 'live' && live === undefined)) return undefined;
  const asked = startup.kind === 'live' ? live : startup;
  if (asked === undefined) return undefined;
  return {
    check: ask(asked, ports),
    ...timings(startup),
    failureThreshold: Math.ceil(startup.budget / startup.period),
  };
};

/** The three probes with everything said; startup asks what liveness asks unless it has a probe of its own. */
export const probes = ({ definition }: Pick<Context, 'definition'>): Probes => {
  const ports = portList(definition);
  const { live, ready } = definition.health;
  return present({
    startup: startupProbe(definition.health, ports),
    live: live && { check: ask(live, ports), ...timings(live), failureThreshold: live.failureThreshold },
    ready: ready && {
      check: ask(ready, ports),
      ...timings(ready),
      failureThreshold: ready.failureThreshold,
      ...(ready.successThreshold > 1 && { successThreshold: ready.successThreshold }),
    },
  });
};
