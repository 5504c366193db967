import type { Labels } from '../../service/types/labels.js';

/** How a running container is asked whether it is ready, without a shell; all times in seconds. */
export interface HealthCheck {
  /** the program and its arguments, as an exec array */
  readonly command: readonly string[];
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  /** failures in this time after the start do not count */
  readonly startPeriodSeconds: number;
  readonly retries: number;
}

/** A file that one image gives to another: a static probe, a server. */
export interface CopiedFile {
  /** the image that has it, mirror and digest applied */
  readonly image: string;
  readonly from: string;
  readonly to: string;
}

/** A build secret that a command sees as a file, and that no layer keeps. */
export interface MountedSecret {
  readonly id: string;
  readonly target: string;
}

/** The packages of the system that a stage installs. */
export interface SystemPackages {
  readonly manager: 'apt' | 'apk';
  readonly names: readonly string[];
}

/** What the final image of a built language begins with. */
export interface FinalStage {
  readonly kind: 'distroless' | 'scratch' | 'alpine' | 'slim';
  /** the image, mirror and digest applied; `scratch` for scratch */
  readonly image: string;
  /** packages that it installs, CA certificates and time zones among them where the image lacks them; absent for none */
  readonly packages?: SystemPackages;
}

interface Built {
  /** the image that the source is built in, mirror and digest applied */
  readonly builder: string;
  readonly packages?: SystemPackages;
  readonly steps: readonly string[];
  /** shortest relative paths, sorted; each is found at the same place below `/app` of the final image */
  readonly assets: readonly string[];
  readonly secret?: MountedSecret;
  readonly final: FinalStage;
}

/** How a Go program becomes an image. */
export interface GoBuild extends Built {
  readonly language: 'go';
  /** the main package, such as `./cmd/server` */
  readonly main: string;
  /** the name of the binary: `/app/<binary>` */
  readonly binary: string;
  readonly tags: readonly string[];
  /** GOPRIVATE patterns */
  readonly private: readonly string[];
}

/** How a Node program becomes an image. */
export interface NodeBuild extends Built {
  readonly language: 'node';
  /** the file that is run, in its shortest form, such as `dist/main.js` */
  readonly main: string;
  /** what of the built source the image holds: the first folder of `main`, or the file itself */
  readonly output: string;
  readonly packageManager: 'npm' | 'pnpm' | 'yarn';
  /** absent runs the source as it is */
  readonly script?: string;
}

/** How a Python program becomes an image. */
export interface PythonBuild extends Built {
  readonly language: 'python';
  /** the module that is run, such as `report.daily` */
  readonly main: string;
  /** the package or module of the source that the image holds: the first part of `main` */
  readonly module: string;
  readonly requirements: string;
}

/** How a folder of files becomes an image with a server in it. */
export interface StaticBuild {
  readonly language: 'static';
  /** the folder whose files are served from `/public` */
  readonly root: string;
  /** the server's program */
  readonly server: CopiedFile;
  readonly final: FinalStage;
}

/** A step of a stage that the team describes itself. */
export type StageStep =
  | {
      readonly kind: 'run';
      readonly command: string;
      readonly cache: readonly string[];
      readonly secrets: readonly MountedSecret[];
    }
  | { readonly kind: 'copy'; readonly paths: readonly string[]; readonly to: string; readonly from?: string };

/** A stage that the team describes itself. */
export interface CustomStage {
  readonly name: string;
  /** an image with mirror and digest applied, an earlier stage, or scratch */
  readonly from: string;
  readonly workdir: string;
  readonly packages?: SystemPackages;
  readonly variables: Labels;
  readonly steps: readonly StageStep[];
}

/** An image of the team's own stages. */
export interface CustomBuild {
  readonly language: 'custom';
  readonly stages: readonly CustomStage[];
}

/** Everything that the Dockerfile of a service says; nothing left to decide. */
export interface ImageBuild {
  /** the Dockerfile's path below the folder of the definition */
  readonly dockerfile: string;
  /** false when the team keeps the Dockerfile itself */
  readonly generated: boolean;
  /** the stage that is built, of a Dockerfile of the team's own; absent builds the last one */
  readonly target?: string;
  /** the Dockerfile frontend of the first line, where the platform asks for one */
  readonly syntax?: string;
  readonly recipe: GoBuild | NodeBuild | PythonBuild | StaticBuild | CustomBuild;
  /** OCI labels that are known here; version, revision and created come from build arguments */
  readonly labels: Labels;
  /** the working folder of the final image; `/app` */
  readonly workdir: string;
  /** variables of the final image, such as `NODE_ENV` */
  readonly variables: Labels;
  /** `65532:65532` */
  readonly user: string;
  readonly ports: readonly { readonly port: number; readonly protocol: 'tcp' | 'udp' | 'sctp' }[];
  readonly stopSignal: string;
  /** programs that are copied into the final image beside the service, such as a static probe */
  readonly copied: readonly CopiedFile[];
  /** absent for cron and where nobody asks */
  readonly healthCheck?: HealthCheck;
  /** the program with its arguments, as an exec array; empty keeps the base image's own */
  readonly entrypoint: readonly string[];
}
