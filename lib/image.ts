export { readBuildIdentity, unknownIdentity } from './build-info.js';
export { type BuildIdentity, tagOf } from './definition/build-identity.js';
export { DefinitionError } from './definition/problems.js';
export type { Credentials } from './image/builder.js';
export { committed } from './image/committed.js';
export { type LockedBuild, lockImage } from './image/lock-image.js';
export { registryFor } from './image/registry-for.js';
export {
  type BuildRequest,
  type BuiltService,
  buildRequest,
  isBuilt,
  type RequestOptions,
} from './image/request.js';
export { ServiceImage, type ServiceImageArgs } from './image/service-image.js';
export { lockEntry } from './images-lock/entry.js';
export { updateImagesLock } from './images-lock/update.js';
export type { LockEntry } from './images-lock.js';
export type { BuildSecret } from './local/build-secrets.js';
