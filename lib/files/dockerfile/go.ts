import type { GoBuild } from '../../local/types/image-build.js';
import { collect, out, readable } from './collect.js';
import { identity } from './identity.js';
import { type Command, comment, copy, excused, from, type Paragraph, pairs, run, workdir } from './instructions.js';
import { cache, secrets } from './mounts.js';
import { packages } from './packages.js';
import { quoted, shellPath } from './quoting.js';
import type { RecipeStages } from './recipe-stages.js';
import { steps } from './steps.js';

const modules = '/go/pkg/mod';
const builds = '/root/.cache/go-build';

const flags = `-w -s -X 'main.Version=\${VERSION}' -X 'main.GitCommit=\${COMMIT}' -X 'main.BuildTime=\${BUILD_TIME}'`;

/** An image with nothing in it has no time zones: the program brings its own. */
const tags = ({ tags, final }: GoBuild): string => {
  const all = final.kind === 'scratch' ? [...tags, 'timetzdata'] : tags;
  return all.length === 0 ? '' : ` -tags ${all.join(',')}`;
};

const compile = (recipe: GoBuild): Command => [
  `go build -trimpath${tags(recipe)}`,
  `-ldflags "${flags}"`,
  `-o ${shellPath(`${out}/${recipe.binary}`)} ${shellPath(recipe.main)}`,
];

/** Patterns of modules that are fetched from where they are, without a proxy. */
const goPrivate = (patterns: readonly string[]): Paragraph =>
  patterns.length === 0
    ? []
    : excused('DL3064', 'Names of modules, which are no secret.', `ENV GOPRIVATE=${quoted(patterns.join(','))}`);

const certificates = '/etc/ssl/certs/ca-certificates.crt';

/** The stages of a Go program: a static binary, and what the final image has of it. */
export const go = (recipe: GoBuild): RecipeStages => {
  const { assets, final } = recipe;
  const mounts = [cache(modules), cache(builds), ...secrets(recipe)];
  return {
    before: [
      [
        from(recipe.builder, 'build'),
        ...packages(recipe),
        workdir('/src'),
        ...pairs('ENV', { CGO_ENABLED: '0', GOCACHE: builds, GOMODCACHE: modules }),
        ...goPrivate(recipe.private),
      ],
      [
        comment('The modules come before the source, so that a changed line fetches none of them again.'),
        copy(['go.mod', 'go.sum*'], './'),
        run(['go mod download'], [cache(modules), ...secrets(recipe)]),
      ],
      [copy(['.'], '.'), ...steps(recipe, mounts)],
      [...identity.arguments, run([compile(recipe), ...collect(assets), readable(out)], mounts)],
    ],
    base: [
      from(final.image),
      ...packages(final),
      ...(final.kind === 'scratch' ? [copy([certificates], certificates, { from: 'build' })] : []),
    ],
    program: [copy([out], '/app', { from: 'build' })],
  };
};
