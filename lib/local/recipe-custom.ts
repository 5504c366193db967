import type { Definition } from '../definition/index.js';
import { present } from '../present.js';
import { type Image, packages } from './recipe-parts.js';
import type { CustomBuild } from './types/image-build.js';

type Custom = Extract<NonNullable<Definition['build']>, { language: 'custom' }>;

/** An image of the team's own stages; a name of an earlier stage is no image. */
export const custom = (build: Custom, image: Image): CustomBuild => {
  const names = build.stages.map(({ name }) => name);
  const originOf = (place: number) => {
    const earlier = names.slice(0, place);
    return (name: string): string => (earlier.includes(name) ? name : image(name));
  };
  return {
    language: 'custom',
    stages: build.stages.map((stage, place) => {
      const from = originOf(place);
      return present({
        name: stage.name,
        from: from(stage.from),
        workdir: stage.workdir,
        packages: packages(stage.packageManager, stage.packages),
        variables: stage.variables,
        steps: stage.steps.map((step) =>
          step.kind === 'run'
            ? {
                kind: 'run' as const,
                command: step.command,
                cache: step.cache,
                secrets: Object.entries(step.secrets).map(([id, target]) => ({ id, target })),
              }
            : present({
                kind: 'copy' as const,
                paths: step.paths,
                to: step.to,
                from: step.from === undefined ? undefined : from(step.from),
              }),
        ),
      });
    }),
  };
};
