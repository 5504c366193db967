import type { HealthCheck, ImageBuild } from '../../local/types/image-build.js';
import { identity } from './identity.js';
import { copy, exec, type Paragraph, pairs, workdir } from './instructions.js';
import { execArray } from './quoting.js';
import type { RecipeStages } from './recipe-stages.js';

/** Docker knows no start period of 0; without one it has none. */
const healthCheck = (check: HealthCheck | undefined): string => {
  if (check === undefined) return 'HEALTHCHECK NONE';
  const { intervalSeconds, timeoutSeconds, startPeriodSeconds, retries } = check;
  const options = [
    `--interval=${intervalSeconds}s`,
    `--timeout=${timeoutSeconds}s`,
    ...(startPeriodSeconds === 0 ? [] : [`--start-period=${startPeriodSeconds}s`]),
    `--retries=${retries}`,
  ];
  return `HEALTHCHECK ${options.join(' ')} \\\n    CMD ${execArray(check.command)}`;
};

const port = ({ port, protocol }: ImageBuild['ports'][number]): string =>
  protocol === 'tcp' ? `${port}` : `${port}/${protocol}`;

const sorted = (labels: ImageBuild['labels']): ImageBuild['labels'] =>
  Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * The final stage. The working folder comes after the program's files, since it would belong to the base image's user if it
 * were made here; a team's own stage has said its own. Its last lines are the only ones that change with every version.
 */
export const final = (image: ImageBuild, { base, program }: Omit<RecipeStages, 'before'>): readonly Paragraph[] => [
  [...base, ...image.copied.map((file) => copy([file.from], file.to, { from: file.image })), ...program],
  [
    ...(image.recipe.language === 'custom' ? [] : [workdir(image.workdir)]),
    ...pairs('ENV', image.variables),
    ...pairs('LABEL', sorted(image.labels)),
    `USER ${image.user}`,
    ...(image.ports.length === 0 ? [] : [`EXPOSE ${image.ports.map(port).join(' ')}`]),
    `STOPSIGNAL ${image.stopSignal}`,
    healthCheck(image.healthCheck),
    ...(image.entrypoint.length === 0 ? [] : [exec('ENTRYPOINT', image.entrypoint)]),
  ],
  [...identity.arguments, ...identity.labels],
];
