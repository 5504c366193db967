import { check, expiredWaivers, staleWaivers, unknownWaivers } from '../rules/index.js';
import type { WorkspaceApp } from './app.js';
import type { LocatedFinding } from './findings.js';
import { kubernetesObjects } from './objects.js';
import type { Progress } from './progress.js';

/**
 * What the rules have against the manifests of a workspace, the objects of each environment judged together. Throws the
 * SynthError that `synth` would throw.
 */
export const findingsIn = (
  { app, environments }: WorkspaceApp,
  today: string,
  progress: Progress,
): readonly LocatedFinding[] => {
  let done = 0;
  for (const { path } of app.files()) {
    done += 1;
    progress.tell(`rendering ${path}`, done);
  }
  return environments.flatMap(({ name, charts }) => {
    progress.tell(`checking ${name}`);
    const objects = kubernetesObjects(charts);
    return [
      ...check(objects),
      ...unknownWaivers(objects),
      ...staleWaivers(objects),
      ...expiredWaivers(objects, today),
    ].map((finding) => ({ environment: name, ...finding }));
  });
};
