import type { CustomBuild, CustomStage } from '../../local/types/image-build.js';
import { copy, from, type Paragraph, pairs, workdir } from './instructions.js';
import { cache, secret } from './mounts.js';
import { packages } from './packages.js';
import type { RecipeStages } from './recipe-stages.js';
import { ownCommand, strictShell } from './steps.js';

type Stages = readonly CustomStage[];

/** The image that a stage begins with in the end. */
const origin = (stages: Stages, image: string): string => {
  const earlier = stages.find(({ name }) => name === image);
  return earlier === undefined ? image : origin(stages.slice(0, stages.indexOf(earlier)), earlier.from);
};

type Copy = Extract<CustomStage['steps'][number], { kind: 'copy' }>;

const nameOf = (path: string): string => path.replace(/\/+$/, '').replace(/^.*\//, '');

/**
 * What is copied into a folder keeps its name there, a folder too, of which Docker alone would take what is in it. One path
 * to a target that is no folder by its spelling gets that name.
 */
const copies = ({ paths, to, from: source }: Copy): Paragraph => {
  const options = source === undefined ? {} : { from: source };
  const into = paths.length > 1 || to === '.' || to.endsWith('/');
  const folder = to.endsWith('/') ? to : `${to}/`;
  return paths.map((path) => {
    const name = nameOf(path);
    const target = name === '.' || name === '' ? folder : `${folder}${name}`;
    return copy([path], into ? target : to, options);
  });
};

const step = (steps: CustomStage['steps'], index: number): Paragraph => {
  const one = steps[index];
  if (one === undefined) return [];
  if (one.kind === 'copy') return copies(one);
  const mounts = [...one.cache.map((path) => cache(path)), ...one.secrets.map(secret)];
  return ownCommand(one.command, mounts, steps[index - 1]?.kind === 'run');
};

const stage = (described: CustomStage, image: string): Paragraph => [
  from(described.from, described.name),
  ...strictShell(
    image,
    described.steps.flatMap((one) => (one.kind === 'run' ? [one.command] : [])),
  ),
  ...packages(described),
  workdir(described.workdir),
  ...pairs('ENV', described.variables),
  ...described.steps.flatMap((_, index) => step(described.steps, index)),
];

/** The stages that a team describes itself; the last one is what runs. */
export const custom = ({ stages }: CustomBuild): RecipeStages => {
  const paragraphs = stages.map((described, index) => stage(described, origin(stages.slice(0, index), described.from)));
  return { before: paragraphs.slice(0, -1), base: paragraphs.slice(-1).flat(), program: [] };
};
