import type { Definition } from './definition/index.js';
import type { JsonObject } from './json.js';
import { ServiceChart } from './kubernetes/chart.js';
import type { DefinitionSchema } from './service/parse.js';
import { type ResolveOptions, resolve } from './service.js';
import { objectsOf } from './synth/objects.js';
import { SlipwayApp } from './synth.js';

/** A Kubernetes object as it stands in the manifest file. */
export type Manifest = JsonObject & {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: JsonObject & { readonly name: string };
};

/**
 * The Kubernetes objects that a definition becomes in an environment, as plain objects in apply order: to match in a test,
 * or to keep as a snapshot. Writes nothing. Throws a DefinitionError as `resolve` does.
 */
export const manifests = <S extends DefinitionSchema = typeof Definition>(
  definition: unknown,
  environment?: string,
  options: Omit<ResolveOptions<S>, 'environment'> = {},
): readonly Manifest[] => {
  const service = resolve(definition, { ...options, ...(environment !== undefined && { environment }) });
  return objectsOf(new ServiceChart(new SlipwayApp(), service)) as readonly Manifest[];
};
