import type { ImageBuild } from '../../lib/local/types/image-build.js';
import type { LocalService } from '../../lib/local/types/local.js';
import { orders } from './service.js';

/** How a small Go program becomes an image, written out by hand. */
export const goImage: ImageBuild & { readonly recipe: { readonly language: 'go' } } = {
  dockerfile: 'Dockerfile',
  generated: true,
  recipe: {
    language: 'go',
    builder: 'golang:1.26-trixie',
    steps: [],
    assets: [],
    final: { kind: 'distroless', image: 'gcr.io/distroless/static-debian13:nonroot' },
    main: './cmd/server',
    binary: 'orders',
    tags: [],
    private: [],
  },
  labels: {},
  workdir: '/app',
  variables: {},
  user: '65532:65532',
  ports: [{ port: 8080, protocol: 'tcp' }],
  stopSignal: 'SIGTERM',
  copied: [],
  entrypoint: ['/app/orders'],
};

/** A service as its files need it, written out by hand: a finished image, with nothing to configure. */
export const finishedOrders: LocalService = {
  ...orders,
  definition: 'apps/orders/service.ts',
  source: 'service.ts',
  folder: 'apps/orders',
  manifests: '../../dist',
  production: 'production',
  images: {
    builder: 'docker',
    platforms: ['linux/amd64'],
    cacheFrom: [],
    sbom: false,
    provenance: 'none',
    maxBytes: 500 * 1024 * 1024,
  },
  local: {
    variables: [],
    credentials: [],
    files: [],
    dependencies: [],
    calls: [],
    memoryBytes: 536_870_912,
    pids: 1024,
    tmpfs: [],
    ports: [],
  },
  configuration: [],
};

/** The same service, built from Go. */
export const goOrders: LocalService = { ...finishedOrders, imageBuild: goImage };

/** The same service, built as the recipe says. */
export const builtBy = (recipe: ImageBuild['recipe']): LocalService => ({
  ...finishedOrders,
  imageBuild: { ...goImage, recipe },
});
