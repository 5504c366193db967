import { compose, workspaceCompose } from './files/compose.js';
import { configDoc } from './files/config-doc.js';
import { dockerfile } from './files/dockerfile.js';
import { dockerignore } from './files/dockerignore.js';
import { envExample } from './files/env-example.js';
import type { GeneratedFile } from './files/generated-file.js';
import { goConfig } from './files/go-config.js';
import { makefile } from './files/makefile.js';
import { inWorkspace } from './local/in-workspace.js';
import type { LocalService } from './local.js';

export type { GeneratedFile } from './files/generated-file.js';
export { imageSource } from './files/image-source.js';
export { checkFolders, type FileReport, type FolderPlan, writeFolders } from './files/write.js';
export { type LocalOptions, type LocalService, resolveLocal } from './local.js';

/** The files of one service, by path below its definition's folder. */
export const filesOf = (service: LocalService): readonly GeneratedFile[] => {
  const { imageBuild, goConfig: go, configuration } = service;
  return [
    ...(imageBuild?.generated === true ? [{ path: imageBuild.dockerfile, text: dockerfile(service) }] : []),
    ...(imageBuild === undefined ? [] : [{ path: '.dockerignore', text: dockerignore(service) }]),
    { path: 'compose.yaml', text: compose(service) },
    { path: 'Makefile', text: makefile(service) },
    { path: '.env.example', text: envExample(service) },
    { path: 'CONFIG.md', text: configDoc(service) },
    ...(go === undefined || configuration.length === 0 ? [] : [{ path: go.path, text: goConfig(service) }]),
  ];
};

/** The files of a workspace of several services, by path below its folder: one Compose file that brings all of them up. */
export const workspaceFilesOf = (services: readonly LocalService[], project: string): readonly GeneratedFile[] =>
  services.length < 2 ? [] : [{ path: 'compose.yaml', text: workspaceCompose(inWorkspace(services), project) }];
