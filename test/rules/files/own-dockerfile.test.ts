import { describe, expect, test } from 'vitest';
import { type Artefacts, checkFiles } from '../../../lib/rules/files.js';
import { artefactsOf, consistent, type Texts } from './consistent.js';

const told = (artefacts: Artefacts) => checkFiles(artefacts).map(({ rule, message }) => `${rule}: ${message}`);
const withTexts = (texts: Partial<Texts>) => told(artefactsOf({ ...consistent, ...texts }));

describe('a Dockerfile of a team’s own', () => {
  const rest = `USER 65532:65532
EXPOSE 8080 9090
HEALTHCHECK --interval=5s --timeout=2s --retries=2 CMD ["/app/orders", "healthcheck"]
ENTRYPOINT ["/app/orders"]
`;

  test('counts by its last stage, and by the stages that this begins with', () => {
    const dockerfile = `FROM debian:13 AS common
${rest}
FROM common AS tests
USER root
EXPOSE 1
FROM Common
COPY go.mod /app/
`;
    expect(withTexts({ dockerfile })).toEqual([]);
  });

  test('has its variables put in where they are known', () => {
    const dockerfile = `ARG FIRST=80
FROM debian:13
ARG FIRST
ENV PORT="\${FIRST}80" ID='65532'
ARG OTHER=\${NOTHING:-9090}
${rest.replace('8080 9090', '$PORT $OTHER/tcp').replace('65532:65532', '$ID:$ID')}`;
    expect(withTexts({ dockerfile })).toEqual([]);
  });

  test('is not judged where a build argument decides', () => {
    const dockerfile = `ARG BASE
FROM $BASE
ARG PORT
${rest.replace('8080 9090', '$PORT').replace('65532:65532', '$UID').replace('--retries=2', '--retries=$N')}STOPSIGNAL $SIGNAL
COPY $WHAT /
HEALTHCHECK --interval=5s --timeout=2s --retries=2 CMD curl -f http://localhost:$PORT/readyz
`;
    const compose = consistent.compose.replace('test: [CMD, /app/orders, healthcheck]', '');
    expect(withTexts({ dockerfile, compose })).toEqual([]);
  });

  test('may give exposed ports as a range, and a signal by its number', () => {
    const manifests = consistent.manifests.replaceAll('9090', '8081');
    const compose = consistent.compose.replace('target: 9090', 'target: 8081');
    const dockerfile = `FROM debian:13\n${rest.replace('8080 9090', '8080-8081')}STOPSIGNAL 15\n`;
    expect(withTexts({ manifests, compose, dockerfile })).toEqual([]);
  });

  test.each([
    'curl -fsS http://localhost:8080/livez || exit 1',
    'wget -qO- 127.0.0.1:8080/livez',
    '["python3", "-c", "import http.client as h;c=h.HTTPConnection(\'127.0.0.1\',8080);c.request(\'GET\',\\"/livez\\")"]',
    '["node", "-e", "require(\'http\').get(\\"http://127.0.0.1:8080/livez\\",{},f)"]',
    '["/probe", "--port=8080", "--path=/livez"]',
  ])('is read for what it asks: %s', (command) => {
    const dockerfile = `FROM debian:13\n${rest.replace('["/app/orders", "healthcheck"]', () => command)}`;
    const compose = consistent.compose.replace(
      '    healthcheck:\n      test: [CMD, /app/orders, healthcheck]\n',
      '    healthcheck:\n',
    );
    expect(withTexts({ dockerfile, compose })).toEqual([
      'files/health-check: HEALTHCHECK is /livez, readinessProbe is /readyz',
    ]);
  });

  test.each([
    [
      'readinessProbe: { grpc: { port: 8080 }',
      '["/probe", "-addr=127.0.0.1:8081"]',
      'HEALTHCHECK is 8081, readinessProbe is 8080',
    ],
    [
      'readinessProbe: { tcpSocket: { port: http }',
      '["nc", "-z", "localhost", "8081"]',
      'HEALTHCHECK is 8081, readinessProbe is 8080',
    ],
    [
      'readinessProbe: { exec: { command: [/app/check, now] }',
      '["/app/check"]',
      'HEALTHCHECK is /app/check, readinessProbe is /app/check now',
    ],
  ])('is compared with %s', (probe, command, message) => {
    const manifests = consistent.manifests.replace(
      /readinessProbe:[\s\S]*?failureThreshold: 2/,
      `${probe}, periodSeconds: 5, timeoutSeconds: 2, failureThreshold: 2 }`,
    );
    const dockerfile = `FROM debian:13\n${rest.replace('["/app/orders", "healthcheck"]', command)}`;
    const compose = consistent.compose.replace(
      '    healthcheck:\n      test: [CMD, /app/orders, healthcheck]\n',
      '    healthcheck:\n',
    );
    const { healthCheck: _, ...expected } = artefactsOf(consistent).expected;
    const artefacts = artefactsOf({ ...consistent, manifests, dockerfile, compose });
    expect(told({ ...artefacts, expected })).toEqual([`files/health-check: ${message}`]);
  });

  test('may use a shell where the image has one', () => {
    const shell = rest.replace('["/app/orders", "healthcheck"]', '/app/orders healthcheck');
    const compose = consistent.compose.replace(
      'test: [CMD, /app/orders, healthcheck]',
      'test: /app/orders healthcheck',
    );
    for (const from of [
      'FROM debian:13',
      'FROM gcr.io/distroless/static:debug',
      'FROM scratch\nCOPY --from=debian:13 / /',
    ]) {
      expect(withTexts({ dockerfile: `${from}\n${shell}`, compose })).toEqual([]);
    }
    expect(withTexts({ dockerfile: `FROM scratch\n${shell}`, compose })).toEqual([
      'files/health-form: HEALTHCHECK needs a shell, scratch has none',
      'files/health-form: apps/orders/compose.yaml healthcheck needs a shell, scratch has none',
    ]);
  });

  test('is read for all that it takes from the source', () => {
    const dockerfile = `FROM debian:13 AS one
RUN --mount=type=bind,source=docs,target=/docs true
ADD ["notes.md", "https://example.com/a.md", "/"]
COPY --from=busybox:1 /x.md /
COPY <<EOF /b.md
text
EOF
COPY *.m? /
${rest}`;
    const found = ['docs', 'notes.md', '*.m?'];
    expect(withTexts({ dockerfile, dockerignore: '*\n!go.*' })).toEqual(
      found.map(
        (one) => `files/ignored-copy: apps/orders/Dockerfile copies ${one}, * in apps/orders/.dockerignore hides it`,
      ),
    );
    const context = consistent.compose.replace('context: .', 'context: ../..');
    expect(withTexts({ dockerfile, dockerignore: '*', compose: context })).toEqual([]);
  });
});
