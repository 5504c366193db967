import { rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { workspaceApp } from '../lib/cli/app.js';
import { disagreements } from '../lib/cli/consistency.js';
import { localServices, plansOf } from '../lib/cli/plans.js';
import type { Workspace } from '../lib/cli/workspace.js';
import { Definition } from '../lib/definition/index.js';
import { isRelativePath } from '../lib/disk/relative-path.js';
import { checkFolders, writeFolders } from '../lib/files/write.js';
import { isJsonObject, type JsonObject } from '../lib/json.js';
import { folderWith } from './cli/run.js';
import { environmentOf, type Workspace as Sample, validWorkspace } from './support/arbitrary-workspace.js';

const seed = Number(process.env.SEED ?? 20_260_131);
const silent = { tell: () => {}, end: () => {} };

let folder = '';
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A sample as it is read from a disk; its one environment and one's own machine differ from the definition in the same. */
const workspaceOf = (sample: Sample): Workspace => {
  const { platform, input, neighbours, images } = sample;
  const { environments } = input;
  const there = isJsonObject(environments) ? environments[environmentOf(sample).name] : undefined;
  const own: JsonObject =
    isJsonObject(environments) && isJsonObject(there)
      ? { ...input, environments: { ...environments, local: there } }
      : input;
  const entries = [own, ...neighbours].map((one) => ({
    source: join(folder, String(one.name), 'service.yaml'),
    input: one,
  }));
  return { folder, file: 'platform.yaml', platform, images, schema: Definition, entries };
};

/** The ports of one's own machine that each service of a Compose file takes. */
const hostPorts = (compose: string): readonly (readonly string[])[] => {
  const { services } = parse(compose) as { readonly services: Readonly<Record<string, { readonly ports?: string[] }>> };
  return Object.values(services).map(({ ports = [] }) => ports.map((port) => port.replace(/:\d+(?=$|\/)/, '')));
};

test('whatever a definition says, its files are written, current at once, and agree with each other and with the manifests', () => {
  folder = folderWith({});
  const property = (sample: Sample): void => {
    const workspace = workspaceOf(sample);
    const services = localServices(workspace);
    const plans = () => plansOf(workspace, services, services, silent);
    // Names that some file systems do not take are refused with an error of their own.
    if (!plans().every(({ local }) => local.every(({ path }) => isRelativePath(path)))) return;
    writeFolders(plans());
    expect(checkFolders(plans()).filter(({ state }) => state !== 'unchanged')).toEqual([]);
    for (const { text } of plans().flatMap(({ files }) => files.filter(({ path }) => path === 'compose.yaml')))
      for (const ports of hostPorts(text)) expect(new Set(ports).size).toBe(ports.length);
    const app = workspaceApp(workspace, silent, join(folder, 'dist'));
    expect(disagreements(services, folder, { app, today: '2020-01-01', progress: silent })).toEqual([]);
    rmSync(folder, { recursive: true, force: true });
  };
  fc.assert(fc.property(validWorkspace(), property), { seed, numRuns: Number(process.env.RUNS ?? 30) });
});
