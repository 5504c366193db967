import { type BuildOutput, baseOf, failedStep, hostOf, isPush } from './output.js';

/** Says what a line of docker means; `what` is the first group of its pattern. */
type Explanation = (output: BuildOutput, what: string | undefined) => string;

const refused: Explanation = (output) => {
  const { repository, lines } = output;
  const host = hostOf(repository);
  if (isPush(output))
    return `the registry ${host} refuses the push: run docker login ${host}, and see whether you may write to ${repository}`;
  const base = baseOf(lines);
  return base === undefined
    ? 'a registry refuses what the build asks of it: run docker login for it'
    : `the registry does not give the base image ${base}: look at its name, or run docker login ${hostOf(base)}`;
};

const unreached =
  (how: string): Explanation =>
  (output, address) => {
    const base = baseOf(output.lines);
    if (isPush(output))
      return `the registry ${hostOf(output.repository)} cannot be reached (${how}): is it running, and is its name right?`;
    const purpose = base === undefined ? '' : `, which should give the base image ${base}`;
    return `${address ?? 'an address'} cannot be reached (${how})${purpose}: look at the network of the builder`;
  };

const notThere: Explanation = ({ lines }, what) => {
  const base = baseOf(lines);
  return base === undefined ? `${what} is not there` : `the base image ${base} is not there: look at its name and tag`;
};

const beyond =
  (what: string, setting: string): Explanation =>
  () =>
    `the builder cannot ${what}, as ${setting} of the platform asks: run docker buildx create --use, or turn on the containerd image store of the engine`;

const always =
  (text: string): Explanation =>
  () =>
    text;

const diskFull = always('the disk of the builder is full: make room, for example with docker builder prune');

/** What docker says, and what that means; the first pattern that any line fits counts. */
const explanations: readonly (readonly [pattern: RegExp, explanation: Explanation])[] = [
  [/no space left on device|disk quota exceeded/i, diskFull],
  [/Multi-platform build is not supported/, beyond('build for several platforms', 'images.platforms')],
  [/Attestation is not supported/, beyond('attest what it builds', 'images.sbom or images.provenance')],
  [/Cache export is not supported/, beyond('keep its cache in a registry', 'images.cacheTo')],
  [
    /buildx component is missing or broken|requires BuildKit/,
    always('docker has no BuildKit: install its plugin buildx'),
  ],
  [
    /Cannot connect to the Docker daemon|error during connect/,
    always('the engine does not answer any more: is it still running?'),
  ],
  [/no basic auth credentials|unauthorized|authentication required|authorization failed/i, refused],
  [/\bdenied\b|\b403 Forbidden|insufficient_scope/i, refused],
  [
    /server gave HTTP response to HTTPS client/,
    ({ repository }) => `the registry speaks no TLS: the builder has to be told that ${hostOf(repository)} is insecure`,
  ],
  [
    /x509:|certificate signed by unknown authority/i,
    always('the builder does not trust the certificate of a registry'),
  ],
  [/dial tcp (\S+?):? (?:connect: )?connection refused/, unreached('connection refused')],
  [/lookup (\S+?)(?: on \S+)?: .*(?:no such host|server misbehaving|temporary failure)/i, unreached('no such host')],
  [/dial tcp (\S+?):? .*(?:i\/o timeout|no route to host|network is unreachable)/, unreached('no answer')],
  [/i\/o timeout|TLS handshake timeout|connection reset by peer/, unreached('no answer')],
  [
    /"([^"]+)":? not found/,
    (_, what) => `${what} is not there: it is missing in the context, or .dockerignore hides it`,
  ],
  [/(\S+): (?:not found|manifest unknown)$/, notThere],
];

const ofDocker = /^(?:#\d+ )?ERROR: |^error: /i;

/** Why a build failed, in one line that says what to do as far as docker's words are known; else in docker's own. */
export const explained = (output: BuildOutput): string => {
  const { lines, status } = output;
  const step = failedStep(lines);
  // What a program of the Dockerfile prints may sound like docker, whose own lines have no time before them.
  const said = lines.filter((line) => !/^(?:#\d+ )?\d+\.\d+ /.test(line)).toReversed();
  for (const [pattern, explanation] of step === undefined ? explanations : []) {
    const match = said.map((line) => pattern.exec(line)).find((one) => one !== null);
    if (match) return explanation(output, match[1]);
  }
  if (step !== undefined)
    return lines.some((line) => /no space left on device/.test(line)) ? diskFull(output, '') : step;
  const last = lines.findLast((line) => ofDocker.test(line)) ?? lines.at(-1);
  return last === undefined ? `docker ended with ${status}, and said nothing` : last.replace(ofDocker, '');
};
