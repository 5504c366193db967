import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Config, type Output, RunError } from '@pulumi/pulumi';
import { imageSource, resolveLocal } from '../../lib/files.js';
import {
  type BuildSecret,
  type BuiltService,
  buildRequest,
  committed,
  isBuilt,
  lockImage,
  readBuildIdentity,
  registryFor,
  ServiceImage,
  unknownIdentity,
} from '../../lib/image.js';
import { loadWorkspace } from '../../lib/index.js';
import platform, { schema } from '../platform.js';

/*
 * Builds every image; with --continue-on-error, those that are left when one fails too. What `pulumi config set` sets:
 *   push      true pushes the images and writes images.lock.json; else they stay on this machine
 *   for       the environment or channel that the lock names; default: all that it does not name
 *   registry  the registry that they go to instead of the platform's
 *   builder   docker or docker-build instead of the platform's
 *   username  who pushes, with password (by --secret); default: as `docker login` said
 */
const config = new Config();
const push = config.getBoolean('push') ?? false;
const under = config.get('for') ?? '*';
const registry = registryFor(under, platform, config.get('registry'));
const builder = config.get<'docker' | 'docker-build'>('builder', { allowedValues: ['docker', 'docker-build'] });
const username = config.get('username');
const credentials = username === undefined ? undefined : { username, password: config.requireSecret('password') };

// Providers see paths from the folder of the program, as the program does: state says nothing of the machine.
const workspace = relative('', fileURLToPath(new URL('..', import.meta.url)));
const file = join(workspace, 'images.lock.json');

/** The contents of build secrets by id; an image tells which ones it lacks. */
const contentsOf = (secrets: readonly BuildSecret[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    secrets
      .map(({ id, variable }) => [id, process.env[variable] || join(homedir(), `.${id}`)] as const)
      .filter(([, path]) => existsSync(path))
      .map(([id, path]) => [id, readFileSync(path, 'utf8')]),
  );

/** Declares the image of a service and its entry in the lock: its reference, when the lock has it. */
const declare = async (service: BuiltService): Promise<Output<string>> => {
  const source = await imageSource(service, workspace);
  const known = await readBuildIdentity(join(workspace, service.folder));
  const identity = push ? committed(service.name, known) : (known ?? unknownIdentity);
  const request = buildRequest(service, { workspace, identity, registry });
  const image = new ServiceImage({
    request,
    builder: builder ?? service.images.builder,
    push,
    credentials,
    secrets: contentsOf(request.secrets),
  });
  return lockImage(image, { file, under, identity, source });
};

const services = resolveLocal(await loadWorkspace(workspace), { platform, schema, workspace }).filter(isBuilt);

/** The references of all images, by service. */
export const images: Record<string, Output<string>> = {};

const refused: string[] = [];
for (const service of services)
  try {
    images[service.name] = await declare(service);
  } catch (error) {
    refused.push(error instanceof Error ? error.message : String(error));
  }
// The others are built all the same. A program that only logs an error succeeds, and Pulumi forgets what it does not declare.
if (refused.length > 0) throw new RunError(refused.join('\n'));
