import { parseAllDocuments } from 'yaml';
import type { Artefacts, TextFile } from '../../../lib/rules/files.js';
import type { KubernetesObject } from '../../../lib/rules/index.js';

/** The texts of a service whose files all agree. */
export interface Texts {
  readonly dockerfile: string;
  readonly compose: string;
  readonly envExample: string;
  readonly dockerignore: string;
  readonly manifests: string;
  /** paths that the build needs and that are not there, one a line */
  readonly missing: string;
}

const dockerfile = `# Generated
ARG GO=1.26
FROM golang:$GO AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/root/.cache go mod download
COPY . .
RUN go build -o /out/orders ./cmd/server

FROM gcr.io/distroless/static-debian13:nonroot
ENV TZ=UTC
COPY --from=build /out /app
WORKDIR /app
USER 65532:65532
EXPOSE 8080 9090
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=2s --start-period=60s --retries=2 CMD ["/app/orders", "healthcheck"]
ENTRYPOINT ["/app/orders"]
`;

const compose = `# Generated
name: orders
services:
  orders:
    image: registry.example.com/acme/orders:\${VERSION:-dev}
    build:
      context: .
    ports:
      - 127.0.0.1:8080:8080
      - target: 9090
        published: "9090"
        host_ip: 127.0.0.1
    environment:
      LOG_LEVEL: info
      DB_HOST: postgres
      DB_PASSWORD: \${DB_PASSWORD}
      POD_NAME: orders
    user: "65532:65532"
    read_only: true
    cap_drop: [ALL]
    security_opt: [no-new-privileges:true]
    tmpfs:
      - /tmp:size=64m,mode=1777
    healthcheck:
      test: [CMD, /app/orders, healthcheck]
      interval: 5s
      timeout: 2s
      retries: 2
    stop_signal: SIGTERM
    stop_grace_period: 30s
    deploy:
      resources:
        limits:
          cpus: "0.5"
          memory: 256m
    depends_on:
      postgres:
        condition: service_healthy
      orders-migrate:
        condition: service_completed_successfully
  orders-migrate:
    image: registry.example.com/acme/orders:\${VERSION:-dev}
    command: [migrate, --to, "$$5"]
  postgres:
    image: postgres:15-alpine
    environment:
      POSTGRES_PASSWORD: \${DB_PASSWORD}
`;

const envExample = `# what local work uses
DB_PASSWORD=local-only-db-password
`;

const dockerignore = `.git
*.md
**/*_test.go
.env*
.slipway
`;

const manifests = `apiVersion: v1
kind: ConfigMap
metadata: { name: orders-config, namespace: shop }
data: { LOG_LEVEL: info, DB_HOST: postgres.databases }
---
apiVersion: v1
kind: Service
metadata: { name: orders, namespace: shop }
spec:
  selector: { app: orders }
  ports:
    - { name: http, port: 80, targetPort: http }
    - { name: metrics, port: 9090, targetPort: 9090 }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders, namespace: shop }
spec:
  template:
    metadata: { labels: { app: orders } }
    spec:
      securityContext: { runAsUser: 65532, runAsGroup: 65532 }
      terminationGracePeriodSeconds: 30
      initContainers:
        - { name: migrate, image: 'registry.example.com/acme/orders:1.4.2', args: [migrate, --to, $5] }
      containers:
        - name: orders
          image: registry.example.com/acme/orders:1.4.2
          ports:
            - { name: http, containerPort: 8080, protocol: TCP }
            - { name: metrics, containerPort: 9090 }
          envFrom:
            - configMapRef: { name: orders-config }
          env:
            - { name: DB_PASSWORD, valueFrom: { secretKeyRef: { name: orders, key: DB_PASSWORD } } }
            - { name: POD_NAME, valueFrom: { fieldRef: { fieldPath: metadata.name } } }
          livenessProbe: { httpGet: { path: /livez, port: http }, periodSeconds: 10 }
          readinessProbe:
            httpGet: { path: /readyz, port: http }
            periodSeconds: 5
            timeoutSeconds: 2
            failureThreshold: 2
          resources: { limits: { cpu: 500m, memory: 256Mi } }
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities: { drop: [ALL] }
          volumeMounts:
            - { name: tmp, mountPath: /tmp }
      volumes:
        - { name: tmp, emptyDir: { sizeLimit: 64Mi } }
`;

/** The texts of a service whose files all agree. */
export const consistent: Texts = { dockerfile, compose, envExample, dockerignore, manifests, missing: '' };

const objects = (text: string): readonly KubernetesObject[] =>
  parseAllDocuments(text).map((document): KubernetesObject => document.toJS());

const file = (name: string, text: string): TextFile => ({ path: `apps/orders/${name}`, text });

/** The artefacts with these texts; production's manifests may differ from those of the other environment. */
export const artefactsOf = (texts: Texts, production = texts.manifests): Artefacts => ({
  service: 'orders',
  folder: 'apps/orders',
  dockerfile: file('Dockerfile', texts.dockerfile),
  compose: file('compose.yaml', texts.compose),
  envExample: file('.env.example', texts.envExample),
  dockerignore: file('.dockerignore', texts.dockerignore),
  missing: texts.missing.split('\n').flatMap((path) => (path === '' ? [] : [{ path, fix: 'add it' }])),
  manifests: [
    { environment: 'dev', path: 'dist/dev/orders.yaml', objects: objects(texts.manifests) },
    { environment: 'production', path: 'dist/production/orders.yaml', objects: objects(production) },
  ],
  expected: {
    dependencies: [{ name: 'postgres', kind: 'postgres', version: '15' }],
    stopSignal: 'SIGTERM',
    variables: [],
    image: { repository: 'registry.example.com/acme/orders' },
    healthCheck: ['/app/orders', 'healthcheck'],
    migration: { service: 'orders-migrate', container: 'migrate' },
  },
});

/** The texts with one piece of one of them replaced; the piece must be there. */
export const changed = (name: keyof Texts, from: string, to: string): Texts => {
  if (!consistent[name].includes(from)) throw new Error(`${name} has no ${from}`);
  return { ...consistent, [name]: consistent[name].replace(from, () => to) };
};
