import { at, fieldsAt, isSet, listAt, numberAt, textAt } from '../values.js';
import type { Place } from './artefacts.js';
import type { Entry } from './compose.js';
import { execForm } from './dockerfile.js';
import { isKnown } from './expand.js';
import type { Image } from './image.js';
import { portNumber, type Run } from './manifests.js';
import { shown } from './said.js';

/** A command that asks a container whether it is well. */
export interface Asking {
  readonly called: string;
  readonly place: Place;
  /** the program and its arguments; a single text in shell form */
  readonly command: readonly string[];
  readonly form: 'exec' | 'shell';
}

/** What is asked, as far as the command or the probe says it. */
export interface Question {
  readonly path?: string;
  readonly port?: number;
}

/** The HEALTHCHECK of an image: absent, `none`, or the command; undefined too where nobody knows it. */
export const askingOfImage = (image: Image): Asking | 'none' | undefined => {
  const step = image.last('HEALTHCHECK');
  if (step === undefined) return undefined;
  const [, kind, command = ''] = /^\s*(\w+)\s*(.*)$/s.exec(step.raw) ?? [];
  if (kind?.toUpperCase() === 'NONE') return 'none';
  const list = execForm(command);
  return {
    called: 'HEALTHCHECK',
    place: step.place,
    command: list ?? [command.trim()],
    form: list === undefined ? 'shell' : 'exec',
  };
};

/** The health check of a Compose service. */
export const askingOfEntry = (entry: Entry): Asking | 'none' | undefined => {
  const test = at(entry.fields, 'healthcheck.test');
  if (at(entry.fields, 'healthcheck.disable') === true) return 'none';
  if (!isSet(test)) return undefined;
  const list = Array.isArray(test) ? test.map(String) : ['CMD-SHELL', String(test)];
  const [kind, ...command] = list;
  if (kind === 'NONE') return 'none';
  if (!list.every(isKnown)) return undefined;
  const place = entry.place('healthcheck.test', shown(command.join(' ')));
  return { called: `${place.file} healthcheck`, place, command, form: kind === 'CMD' ? 'exec' : 'shell' };
};

const url = /https?:\/\/(?:\[[^\]\s]*\]|[^\s/:'"`]*)(?::[^\s/'"`]+)?(?:\/[^\s'"`|;&)<>\\]*)?/;
const partsOfUrl = /^(https?):\/\/(?:\[[^\]\s]*\]|[^\s/:]*)(?::([^\s/]+))?(\/\S*)?$/;
const bare = /(?:\blocalhost|\b127\.0\.0\.1|\b0\.0\.0\.0|\[::1?\])[:\s]\s*(\d{1,5})\b(\/[^\s'"`|;&)<>\\]*)?/;
/** The clients of Python's and Node's own libraries, and flags of static probes. */
const ports = [
  /HTTPS?Connection\(\s*['"][^'"]*['"]\s*,\s*(\d{1,5})/,
  /create_connection\(\(\s*['"][^'"]*['"]\s*,\s*(\d{1,5})/,
  /\bconnect\(\s*(\d{1,5})\s*,/,
  /(?:^|\s)--?port[=\s](\d{1,5})\b/,
  /(?:^|\s)--?addr(?:ess)?[=\s]:(\d{1,5})\b/,
];
const paths = [
  /request\(\s*['"](?:GET|HEAD)['"]\s*,\s*"([^"]+)"/,
  /request\(\s*['"](?:GET|HEAD)['"]\s*,\s*'([^']+)'/,
  /(?:^|\s)--?path[=\s](\/\S*)/,
];

const first = (patterns: readonly RegExp[], text: string): string | undefined =>
  patterns.map((pattern) => pattern.exec(text)?.[1]).find((found) => found !== undefined);

const question = (path: string | undefined, port: number | undefined): Question => ({
  ...(path !== undefined && !path.includes('$') && { path }),
  ...(port !== undefined && Number.isInteger(port) && { port }),
});

/** The address that a command asks. In an argument of its own, or in double quotes, all characters of a path belong to it. */
const addressIn = ({ command, form }: Asking, text: string): string | undefined =>
  (form === 'exec' ? command.find((word) => partsOfUrl.test(word)) : undefined) ??
  /"(https?:\/\/[^"\s]+)"/.exec(text)?.[1] ??
  url.exec(text)?.[0];

/** What a command asks, where it says so; empty for one that knows by itself, such as `myapp healthcheck`. */
export function questionOf(asking: Asking): Question {
  const text = asking.command.join(' ');
  const found = partsOfUrl.exec(addressIn(asking, text) ?? '');
  if (found !== null) {
    const [, scheme, port = scheme === 'https' ? '443' : '80', path = '/'] = found;
    return question(path, Number(port));
  }
  const [, port = first(ports, text), path = first(paths, text)] = bare.exec(text) ?? [];
  const root = /\b(?:curl|wget)\b/.test(text) && port !== undefined ? '/' : undefined;
  return question(path ?? root, port === undefined ? undefined : Number(port));
}

/** The probe that Docker's health check stands for: readiness, or else liveness. */
export const probeOf = ({ container: { fields } }: Run): 'readinessProbe' | 'livenessProbe' | undefined =>
  (['readinessProbe', 'livenessProbe'] as const).find((probe) => isSet(at(fields, probe)));

/** What a probe asks: where, or by which command. */
export function probed(
  run: Run,
  probe: string,
): Question & { readonly command?: readonly string[]; readonly way: string } {
  const fields = fieldsAt(run.container.fields, probe);
  if (isSet(fields.exec)) return { command: listAt(fields, 'exec.command').map(String), way: 'exec' };
  const way = ['httpGet', 'grpc', 'tcpSocket'].find((one) => isSet(fields[one])) ?? 'httpGet';
  const port = portNumber(run, at(fields, `${way}.port`));
  return { ...question(way === 'httpGet' ? (textAt(fields, 'httpGet.path') ?? '/') : undefined, port), way };
}

/** A number of a probe's timing, or what Kubernetes takes without one. */
export const timing = (run: Run, path: string, otherwise: number): number =>
  numberAt(run.container.fields, path) ?? otherwise;
