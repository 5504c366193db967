import { registryHost } from '../definition/image.js';
import { DefinitionError, type Problem } from '../definition/problems.js';
import type { ImageBuilder } from './builder.js';
import type { BuildRequest } from './request.js';

/** Throws a DefinitionError for an image that cannot be built as it is asked for; nothing has been registered then. */
export const refuse = (
  request: BuildRequest,
  { builder, push, secrets }: { readonly builder: ImageBuilder; readonly push: boolean; readonly secrets: object },
): void => {
  const beyond = builder.beyond(request);
  const lacking = request.secrets.filter(({ id }) => !Object.hasOwn(secrets, id));
  const problems: readonly Problem[] = [
    ...beyond,
    // A builder that cannot mount them has said so.
    ...(beyond.some(({ path }) => path === 'build') ? [] : lacking).map(({ id, variable }) => ({
      path: 'build',
      message: `the build secret ${id} is not given`,
      fix: `give its content as secrets.${id}; slipway build reads it from the file in ${variable}`,
    })),
    ...(push && registryHost(request.repository) === undefined
      ? [
          {
            path: 'image',
            message: 'it cannot be pushed: its repository names no registry',
            value: request.repository,
            fix: "name the registry in the platform, or for one run by the program's configuration",
          },
        ]
      : []),
  ];
  if (problems.length > 0) throw new DefinitionError(request.service, problems);
};
