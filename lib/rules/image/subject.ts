import type { Place } from '../files/artefacts.js';
import type { Question } from '../files/asked.js';

/** How Docker asks the containers of an image; times in seconds, Docker's own where the image says none. */
export interface ImageHealthCheck {
  /** `CMD` and the program with its arguments, or `CMD-SHELL` and a text */
  readonly test: readonly string[];
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly startPeriodSeconds: number;
  readonly retries: number;
}

/** What an image says of itself, as an engine tells it; empty where it says nothing. */
export interface InspectedImage {
  /** what it was asked for by */
  readonly reference: string;
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
  /** as the image says it: numbers, names, or nothing for root */
  readonly user: string;
  /** such as `8080/tcp` */
  readonly exposedPorts: readonly string[];
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly workdir: string;
  /** each `NAME=value` */
  readonly env: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** Docker's own, SIGTERM, where the image says none */
  readonly stopSignal: string;
  /** absent where nobody asks */
  readonly healthCheck?: ImageHealthCheck;
  /** of all layers, unpacked */
  readonly sizeBytes: number;
  /** what made each layer, the first one first */
  readonly history: readonly string[];
  /** `repository@sha256:…` of every registry that it was pulled from or pushed to */
  readonly repoDigests: readonly string[];
}

/** A label that an image must have. */
export interface ExpectedLabel {
  readonly name: string;
  /** absent takes any that is not empty */
  readonly value?: string;
  /** where that is said */
  readonly place: Pick<Place, 'file' | 'path'>;
}

/** How an image must have its containers asked. */
export interface ExpectedHealth {
  /** the program and its arguments; absent where nobody here knows them */
  readonly command?: readonly string[];
  /** true when the command is the image's own to the letter; a Dockerfile of a team's own may ask the same in another way */
  readonly exact: boolean;
  /** what the probe asks */
  readonly question: Question;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  /** absent is not judged */
  readonly startPeriodSeconds?: number;
  readonly retries: number;
}

/** What a definition says of an image; absent is what it does not say. */
export interface ExpectedImage {
  /** `65532:65532`; absent takes any number but root's */
  readonly user?: string;
  /** such as `8080/tcp` */
  readonly ports: readonly string[];
  /** empty leaves it to the image */
  readonly entrypoint: readonly string[];
  /** true when that has all of its arguments, so that the image gives no more of them */
  readonly complete: boolean;
  /** true when the manifests say the program, so that the image need not */
  readonly started: boolean;
  readonly workdir?: string;
  readonly labels: readonly ExpectedLabel[];
  /** the tag that the lock says it has, and the one of the version that it says was built */
  readonly tagged?: { readonly tag: string; readonly version: string; readonly place: Pick<Place, 'file' | 'path'> };
  readonly platforms: readonly string[];
  /** `none` when nobody may ask */
  readonly health?: ExpectedHealth | 'none';
  readonly stopSignal: string;
  /** the most that it may hold, unpacked */
  readonly maxBytes: number;
  /** the digest that it was asked for by */
  readonly digest?: { readonly value: string; readonly place: Pick<Place, 'file' | 'path'> };
}

/** How names and texts are told that may be secret; `assigns` finds something like `password: hunter2` in a text. */
export interface SecretForms {
  readonly name: (name: string) => boolean;
  readonly value: (value: string) => boolean;
  readonly assigns: (text: string) => boolean;
}

/** An image of a service, and what is known of it. */
export interface ImageSubject {
  readonly service: string;
  /** the definition's file, as findings call it */
  readonly definition: string;
  /** the platform's file, as findings call it */
  readonly platform: string;
  readonly image: InspectedImage;
  readonly expected: ExpectedImage;
  readonly secrets: SecretForms;
}
