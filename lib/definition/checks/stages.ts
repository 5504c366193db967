import { parseImage } from '../image.js';
import { pathText } from '../path.js';
import { check } from './check.js';

/** Why a stage cannot begin with, or copy from, what a name says; undefined where it can. */
const whyNot = (name: string, earlier: readonly string[], later: readonly string[]): string | undefined => {
  if (name === 'scratch' || earlier.includes(name)) return undefined;
  const { tag, digest } = parseImage(name) ?? {};
  if (digest !== undefined || (tag !== undefined && tag !== 'latest')) return undefined;
  return later.includes(name) ? `the stage ${name} is not there yet` : `the image ${name} has no version`;
};

/** What a stage begins with and copies from: only earlier stages are there, and only versions make the same image again. */
const stageOrigins = check('stage-origins', ['build'], ({ build }) => {
  if (build?.language !== 'custom') return [];
  const names = build.stages.map(({ name }) => name);
  return build.stages.flatMap(({ from, steps }, at) => {
    const named = [
      { path: `build.stages[${at}].from`, name: from },
      ...steps.flatMap((step, of) =>
        step.kind === 'copy' && step.from !== undefined
          ? [{ path: `build.stages[${at}].steps[${of}].from`, name: step.from }]
          : [],
      ),
    ];
    return named.flatMap(({ path, name }) => {
      const message = whyNot(name, names.slice(0, at), names.slice(at));
      if (message === undefined) return [];
      const allowed = [...names.slice(0, at), 'an image with its version'].join(', ');
      return [
        { path, message, value: name, allowed, fix: 'name an earlier stage, or an image such as rust:1.90-slim' },
      ];
    });
  });
});

/** What a stage gives its commands by ENV, on one line of a Dockerfile. */
const stageVariables = check('stage-variables', ['build'], ({ build }) =>
  build?.language === 'custom'
    ? build.stages.flatMap(({ variables }, at) =>
        Object.entries(variables).flatMap(([name, value]) =>
          /[\0\n\r]/.test(value)
            ? [
                {
                  path: pathText(['build', 'stages', at, 'variables', name]),
                  message: 'it holds a line break or a NUL character, which no Dockerfile can hold',
                  fix: 'put it into a file of the source',
                },
              ]
            : [],
        ),
      )
    : [],
);

/** The last of the stages that are described here is what runs; only a Dockerfile of one's own has others to choose from. */
const stageTarget = check('stage-target', ['build'], ({ build }) =>
  build?.language === 'custom' && build.target !== undefined && build.stages.length > 0
    ? [
        {
          path: 'build.target',
          message: 'a target chooses a stage of a Dockerfile of your own, and this one is made from stages',
          value: build.target,
          allowed: 'target or stages, not both',
          fix: 'remove it, and let the last stage be what runs',
        },
      ]
    : [],
);

/** Checks of the stages that a team describes itself. */
export const stageChecks = [stageOrigins, stageVariables, stageTarget];
