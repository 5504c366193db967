import type { KubernetesObject } from '../rule.js';

/** A file as it stands on the disk. */
export interface TextFile {
  /** how findings call it, such as `apps/myapp/Dockerfile` */
  readonly path: string;
  readonly text: string;
}

/** The objects of a service in one environment, and the file that holds them. */
export interface Manifests {
  readonly environment: string;
  readonly path: string;
  readonly objects: readonly KubernetesObject[];
}

/** What the definition says and no manifest holds. */
export interface Expected {
  readonly dependencies: readonly { readonly name: string; readonly kind: string; readonly version: string }[];
  readonly stopSignal: string;
  /** variables that local work may set although no manifest does */
  readonly variables: readonly string[];
  /** the image without tag and digest */
  readonly image: { readonly repository: string };
  /** what migrates: the service of Compose, and the init container where the pods have one; absent where nothing does */
  readonly migration?: { readonly service: string; readonly container: string };
  /** the command that asks the container whether it is well; absent where nobody can ask */
  readonly healthCheck?: readonly string[];
  /** what the build needs of the source beside what the Dockerfile copies, below the folder of the definition */
  readonly copies?: readonly string[];
}

/** All artefacts of one service; absent are those that it does not have. */
export interface Artefacts {
  readonly service: string;
  /** the folder of the definition, such as `apps/myapp` */
  readonly folder: string;
  readonly dockerfile?: TextFile;
  readonly compose?: TextFile;
  /** the Compose file of the workspace, of which only the service's own entry is judged */
  readonly workspaceCompose?: TextFile;
  readonly envExample?: TextFile;
  readonly dockerignore?: TextFile;
  readonly manifests: readonly Manifests[];
  /** what the build needs of the folder and does not find there, and what to do about each; absent where nobody looked */
  readonly missing?: readonly { readonly path: string; readonly fix: string }[];
  /** the environment that local work is held against; default: `production`, or else the last one */
  readonly production?: string;
  readonly expected: Expected;
}

/** One of the places that disagree. */
export interface Place {
  readonly file: string;
  /** from 1; absent for manifests, and where the file says nothing */
  readonly line?: number;
  /** an instruction, a path in Compose, or an object and the path in it */
  readonly path: string;
  /** what stands there, or `missing` */
  readonly value: string;
}

/** What one rule has against the artefacts of a service. */
export interface FileFinding {
  readonly rule: string;
  readonly service: string;
  /** the place to look at first, then what it disagrees with */
  readonly places: readonly Place[];
  /** what was found */
  readonly message: string;
  /** what to change */
  readonly fix: string;
}
