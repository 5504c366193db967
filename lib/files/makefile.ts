import { buildSecrets } from '../local/build-secrets.js';
import type { ImageBuild } from '../local/types/image-build.js';
import type { LocalService } from '../local/types/local.js';
import { deployDiffTarget } from './makefile/deploy-diff.js';
import { dockerTargets } from './makefile/docker.js';
import { goTargets } from './makefile/go.js';
import { nodeTargets } from './makefile/node.js';
import { customTargets, staticTargets } from './makefile/plain.js';
import { pythonTargets } from './makefile/python.js';
import { runTarget } from './makefile/run.js';
import { rendered, type Target, target } from './makefile/target.js';
import { identity, tagged, untouched } from './makefile/values.js';
import { marker } from './marker.js';
import { recipeWord } from './quoting/make.js';

const languageTargets = ({ recipe }: ImageBuild): readonly Target[] => {
  switch (recipe.language) {
    case 'go':
      return goTargets(recipe);
    case 'node':
      return nodeTargets(recipe);
    case 'python':
      return pythonTargets(recipe);
    case 'static':
      return staticTargets(recipe);
    case 'custom':
      return customTargets;
  }
};

const helpTarget = ({ name }: LocalService, others: readonly Target[], values: readonly string[]): Target => {
  const described = [...others, target('help', 'says this')];
  const lines = [
    `${name}: make <target>`,
    ...described.map((one) => `  ${one.name.padEnd(12)} ${one.description}`),
    `Values to say on the command line or in the environment: ${values.join(', ')}`,
  ];
  return target('help', 'says this', `@printf '%s\\n' ${lines.map(recipeWord).join(' \\\n\t  ')}`);
};

/** The service's Makefile: the same targets for every language, and none that builds a finished image. */
export const makefile = (service: LocalService): string => {
  const { imageBuild, image } = service;
  const values = [
    ...(imageBuild === undefined
      ? []
      : [
          'VERSION',
          'COMMIT',
          'BUILD_TIME',
          'SOURCE_DATE_EPOCH',
          'IMAGE',
          'TAG',
          ...buildSecrets(imageBuild).map(({ variable }) => variable),
        ]),
    'ENVIRONMENT',
  ];
  const others = [
    ...(imageBuild === undefined ? [] : [...languageTargets(imageBuild), ...dockerTargets(imageBuild)]),
    runTarget(service),
    deployDiffTarget(service),
  ];
  const targets = [...others, helpTarget(service, others, values)];
  const lines = [
    marker('hash', service.source),
    'SHELL := /bin/sh',
    'MAKEFLAGS += --no-builtin-rules',
    '.DEFAULT_GOAL := help',
    '.DELETE_ON_ERROR:',
    '.NOTPARALLEL:',
    '.SUFFIXES:',
    `.PHONY: ${targets.map(({ name }) => name).join(' ')}`,
    ...untouched(values),
    ...(imageBuild === undefined ? [] : [...identity, ...tagged(image.repository)]),
    ...targets.flatMap(rendered),
  ];
  return `${lines.join('\n')}\n`;
};
