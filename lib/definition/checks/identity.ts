import { dependencyKinds, isDependencyKind } from '../dependencies.js';
import { type Suffix, suffixes } from '../names.js';
import { check } from './check.js';

const nameFits = check('name-fits', ['name', 'config', 'network', 'workload'], (definition) => {
  const longest = suffixes(definition).reduce<Suffix>((most, suffix) => (suffix.length > most.length ? suffix : most), {
    length: 0,
    what: '',
  });
  const most = 63 - longest.length;
  if (definition.name.length <= most) return [];
  return [
    {
      path: 'name',
      message: `the name has ${definition.name.length} characters, and ${longest.what} adds ${longest.length} to it`,
      value: definition.name,
      allowed: `at most ${most} characters, 63 with every suffix`,
      fix: 'choose a shorter name',
    },
  ];
});

const buildOrImage = check('build-or-image', ['build', 'image'], ({ build, image }) => {
  if ((build === undefined) !== (image === undefined)) return [];
  return [
    build === undefined
      ? {
          path: 'build',
          message: 'a service needs either build or image',
          allowed: 'build: go, node, python, static or custom; or image: a reference',
          fix: 'add one of them',
        }
      : { path: 'image', message: 'build and image exclude each other', fix: 'remove one of them' },
  ];
});

const dependencyKind = check('dependency-kind', ['dependencies'], ({ dependencies }) =>
  Object.entries(dependencies).flatMap(([name, { kind }]) =>
    kind === undefined && !isDependencyKind(name)
      ? [
          {
            path: `dependencies.${name}.kind`,
            message: `"${name}" does not tell what it is`,
            allowed: dependencyKinds.join(', '),
            fix: 'add its kind',
          },
        ]
      : [],
  ),
);

/** Checks of who the service is and what it is made from. */
export const identityChecks = [nameFits, buildOrImage, dependencyKind];
