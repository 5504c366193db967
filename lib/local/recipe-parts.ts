import type { SystemPackages } from './types/image-build.js';

/** The image that stands in a file for one that the kit would use. */
export type Image = (reference: string) => string;

/** What a stage installs, each package once; undefined for nothing. */
export const packages = (manager: SystemPackages['manager'], names: readonly string[]): SystemPackages | undefined =>
  names.length === 0 ? undefined : { manager, names: [...new Set(names)].sort() };
