import type {
  CustomBuild,
  GoBuild,
  ImageBuild,
  NodeBuild,
  PythonBuild,
  StaticBuild,
} from '../../../lib/local/types/image-build.js';

/** Image builds written out by hand, as the files see them; nothing of them was derived. */

export const go: GoBuild = {
  language: 'go',
  builder: 'golang:1.26-trixie',
  steps: [],
  assets: [],
  main: './cmd/server',
  binary: 'orders',
  tags: [],
  private: [],
  final: { kind: 'distroless', image: 'gcr.io/distroless/static-debian13:nonroot' },
};

export const node: NodeBuild = {
  language: 'node',
  builder: 'node:24-trixie-slim',
  steps: [],
  assets: [],
  main: 'dist/main.js',
  output: 'dist',
  packageManager: 'npm',
  script: 'build',
  final: { kind: 'distroless', image: 'gcr.io/distroless/nodejs24-debian13:nonroot' },
};

export const python: PythonBuild = {
  language: 'python',
  builder: 'python:3.13-slim-trixie',
  steps: [],
  assets: [],
  main: 'report.daily',
  module: 'report',
  requirements: 'requirements.txt',
  final: { kind: 'distroless', image: 'gcr.io/distroless/python3-debian13:nonroot' },
};

export const site: StaticBuild = {
  language: 'static',
  root: 'public',
  server: {
    image: 'ghcr.io/static-web-server/static-web-server:2',
    from: '/static-web-server',
    to: '/static-web-server',
  },
  final: { kind: 'distroless', image: 'gcr.io/distroless/static-debian13:nonroot' },
};

export const custom: CustomBuild = {
  language: 'custom',
  stages: [
    {
      name: 'build',
      from: 'rust:1.90-slim',
      workdir: '/src',
      packages: { manager: 'apt', names: ['pkg-config'] },
      variables: { CARGO_TERM_COLOR: 'never' },
      steps: [
        { kind: 'copy', paths: ['Cargo.toml', 'Cargo.lock'], to: '.' },
        { kind: 'copy', paths: ['src'], to: 'src' },
        {
          kind: 'run',
          command: 'cargo build --release --locked',
          cache: ['/usr/local/cargo/registry'],
          secrets: [{ id: 'cargo', target: '/root/.cargo/credentials.toml' }],
        },
        { kind: 'run', command: 'sha256sum target/release/* | sort > sums', cache: [], secrets: [] },
      ],
    },
    {
      name: 'final',
      from: 'scratch',
      workdir: '/app',
      variables: {},
      steps: [{ kind: 'copy', paths: ['/src/target/release/orders'], to: '/app/orders', from: 'build' }],
    },
  ],
};

/** An image build with everything in it, of the recipe. */
export const imageBuild = (recipe: ImageBuild['recipe'], changes: Partial<ImageBuild> = {}): ImageBuild => ({
  dockerfile: 'Dockerfile',
  generated: true,
  recipe,
  labels: { 'org.opencontainers.image.vendor': 'sales', 'org.opencontainers.image.title': 'orders' },
  workdir: '/app',
  variables: {},
  user: '65532:65532',
  ports: [{ port: 8080, protocol: 'tcp' }],
  stopSignal: 'SIGTERM',
  copied: [],
  healthCheck: {
    command: ['/app/orders', 'healthcheck'],
    intervalSeconds: 10,
    timeoutSeconds: 3,
    startPeriodSeconds: 30,
    retries: 3,
  },
  entrypoint: ['/app/orders'],
  ...changes,
});
