import type { Place, TextFile } from './artefacts.js';
import { readStages, type Stage, type Stages, type Step } from './dockerfile.js';
import type { Conflict } from './said.js';

/** What a Dockerfile makes: its last stage, and what that has from the stages it begins with. */
export interface Image {
  readonly file: string;
  readonly stages: readonly Stage[];
  /** every instruction of every stage, and the ARGs before the first */
  readonly all: readonly Step[];
  /** the instructions that made the image, those of its parents first */
  readonly steps: readonly Step[];
  /** the first image of that line; `unknown` in it for what a build argument decides */
  readonly base: Stage;
  /** the last instruction of a kind */
  readonly last: (keyword: string) => Step | undefined;
  /** where a missing instruction would be looked for */
  readonly missing: (keyword: string) => Place;
}

const lineage = (stage: Stage): readonly Stage[] =>
  stage.parent === undefined ? [stage] : [...lineage(stage.parent), stage];

/** Reads a Dockerfile; a list of what is wrong when it makes no image. */
export function readImage(dockerfile: TextFile): Image | readonly Conflict[] {
  const { path: file, text } = dockerfile;
  const broken = (message: string): readonly Conflict[] => [
    {
      places: [{ file, path: 'FROM', value: 'missing' }],
      message: `${file} ${message}`,
      fix: 'correct the file, or put the marker line back and run "slipway generate"',
    },
  ];
  if (text.trim() === '') return broken('is empty, must be a Dockerfile');
  let found: Stages;
  try {
    found = readStages(dockerfile);
  } catch (error) {
    return broken(`cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { stages } = found;
  const final = stages.at(-1);
  if (final === undefined) return broken('has no FROM, must begin a stage with an image');
  const line = lineage(final);
  const steps = line.flatMap((stage) => stage.steps);
  return {
    file,
    stages,
    all: [...found.arguments, ...stages.flatMap((stage) => stage.steps)],
    steps,
    base: line[0] ?? final,
    last: (keyword) => steps.findLast((step) => step.keyword === keyword),
    missing: (path) => ({ file, path, value: 'missing' }),
  };
}
