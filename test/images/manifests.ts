import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

/** What the suite reads of a manifest. */
interface Manifest {
  readonly kind: string;
  readonly data?: Readonly<Record<string, string>>;
  readonly metadata: { readonly labels?: Readonly<Record<string, string>> };
  readonly spec?: {
    readonly template?: PodTemplate;
    readonly jobTemplate?: { readonly spec: { readonly template: PodTemplate } };
  };
}

interface PodTemplate {
  readonly metadata: { readonly labels: Readonly<Record<string, string>> };
  readonly spec: { readonly containers: readonly Container[]; readonly initContainers?: readonly Container[] };
}

/** What the suite reads of a container. */
interface Container {
  readonly name: string;
  readonly image: string;
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
}

/** What the manifests of a service say of its image. */
export interface Pinned {
  /** the variables of the service's own container that have plain values, those of its ConfigMap among them */
  readonly variables: Readonly<Record<string, string>>;
  /** the images of all containers, each once */
  readonly images: readonly string[];
  /** `app.kubernetes.io/version` of the pods */
  readonly version: string | undefined;
}

/** The pods of one service in one environment. */
export const pinned = (output: string, environment: string, service: string): Pinned => {
  const text = readFileSync(join(output, environment, `${service}.k8s.yaml`), 'utf8');
  const all = parseAllDocuments(text).map((document) => document.toJS() as Manifest);
  for (const { spec } of all) {
    const pods = spec?.template ?? spec?.jobTemplate?.spec.template;
    const container = pods?.spec.containers.find(({ name }) => name === service);
    if (pods === undefined || container === undefined) continue;
    const images = [...pods.spec.containers, ...(pods.spec.initContainers ?? [])].map(({ image }) => image);
    const config = all.filter(({ kind }) => kind === 'ConfigMap').flatMap(({ data = {} }) => Object.entries(data));
    const own = (container.env ?? []).flatMap(({ name, value }) =>
      value === undefined ? [] : [[name, value] as const],
    );
    return {
      variables: Object.fromEntries([...config, ...own]),
      images: [...new Set(images)],
      version: pods.metadata.labels['app.kubernetes.io/version'],
    };
  }
  throw new Error(`${environment}/${service}.k8s.yaml has no container ${service}`);
};

/** Every manifest of an output by its path. */
export const allManifests = (output: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(output, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.yaml'))
      .sort()
      .map((path) => [path, readFileSync(join(output, path), 'utf8')]),
  );

/** The paths at which two outputs differ. */
export const differing = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): readonly string[] =>
  [...new Set([...one.keys(), ...other.keys()])].filter((path) => one.get(path) !== other.get(path)).sort();
