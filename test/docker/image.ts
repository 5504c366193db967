import { must } from './command.js';
import type { Docker } from './docker.js';
import { canary, type Fixture, write } from './fixture.js';

/** One identity for all images of the suite. */
export const identity = { VERSION: '1.4.2', COMMIT: 'f00dfeed', BUILD_TIME: '2026-11-22T10:00:00Z' } as const;

/** The label that every image of the suite has: the team of its definitions. */
export const vendor = 'org.opencontainers.image.vendor=slipway-test';

export const imageOf = ({ service }: Fixture): string => `slipway-test/${service.name}:${identity.VERSION}`;

/** A file with a build secret that no tool trips over: a comment to npm, a machine that nobody asks to Go. */
const secrets: Readonly<Record<string, string>> = {
  netrc: `machine unknown.example.com login me password ${canary}\n`,
  npmrc: `; ${canary}\n`,
};

/** The arguments of `docker build` for the generated Dockerfile of a service. */
export const buildArguments = (fixture: Fixture): readonly string[] => {
  const recipe = fixture.service.imageBuild?.recipe;
  const id = recipe !== undefined && 'secret' in recipe ? recipe.secret?.id : undefined;
  const text = id === undefined ? undefined : secrets[id];
  if (id !== undefined && text !== undefined) write(`${fixture.folder}-secrets`, { [id]: text });
  return [
    'build',
    ...Object.entries(identity).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
    ...(id === undefined ? [] : ['--secret', `id=${id},src=${fixture.folder}-secrets/${id}`]),
  ];
};

export const build = (docker: Docker, fixture: Fixture): Promise<string> =>
  docker.run([...buildArguments(fixture), '--tag', imageOf(fixture), fixture.folder]);

/** The paths of all files of an image, without a leading slash. */
export const filesIn = async (docker: Docker, image: string): Promise<readonly string[]> => {
  const id = (await docker.run(['create', image])).trim();
  try {
    const list = await must('sh', ['-c', 'docker export "$0" | tar -t', id], { env: docker.env });
    return list.split('\n').filter((path) => path !== '');
  } finally {
    await docker.run(['rm', id]);
  }
};

const forbidden: Readonly<Record<string, RegExp>> = {
  'a shell': /(^|\/)(sh|bash|dash|ash|zsh|ksh|busybox|toybox)$/,
  'a package manager': /(^|\/)(apt|apt-get|dpkg|apk|npm|npx|yarn|pnpm|corepack|pip[\d.]*|cargo|gem)(\/|$)/,
  'a compiler': /(^|\/)(go|gcc|cc|make|ld|as)$/,
  source: /\.(go|ts)$|(^|\/)(go\.(mod|sum)|src\/main\.js|build\.js|package-lock\.json|requirements\.txt)$/,
  'a test': /(^|\/)(main_test\.go|[^/]*\.test\.js|test_app\.py)$/,
  'a repository': /(^|\/)\.git(\/|ignore$|$)/,
  'a secret': /(^|\/)(id_rsa|\.env[^/]*|\.netrc|\.npmrc|server\.pem|\.slipway)(\/|$)/,
  'a file of the workshop':
    /^app\/(Dockerfile|Makefile|compose\.yaml|service\.yaml|CONFIG\.md|\.dockerignore|docs\/.*|node_modules\/stale.*)$/,
};

/** All that is looked for in an image, in words. */
export const forbiddenThings = Object.keys(forbidden);

/** What an image has that it must not have: what it is, and its path. */
export const forbiddenIn = (files: readonly string[]): readonly (readonly [what: string, path: string])[] =>
  Object.entries(forbidden).flatMap(([what, pattern]) =>
    files.filter((path) => pattern.test(path)).map((path) => [what, path] as const),
  );

/** Throws where the canary is in a layer of an image, in its history, or in what it says of itself. */
export const noCanary = async (docker: Docker, image: string): Promise<void> => {
  const count = await must('sh', ['-c', 'docker save "$0" | grep -a -c "$1" || true', image, canary], {
    env: docker.env,
  });
  if (count.trim() !== '0') throw new Error(`a layer of ${image} holds what it must not`);
  const said = `${await docker.run(['history', '--no-trunc', image])}${await docker.run(['inspect', image])}`;
  if (said.includes(canary)) throw new Error(`what ${image} says of itself holds what it must not:\n${said}`);
};
