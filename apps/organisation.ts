import { fileURLToPath } from 'node:url';
import {
  loadWorkspace,
  PlatformChart,
  platformEnvironment,
  readImagesLock,
  resolveWorkspace,
  SlipwayApp,
} from '../lib/index.js';
import platform, { chart, schema } from './platform.js';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Every service of the organisation in every environment. */
export const environments = async () =>
  resolveWorkspace(await loadWorkspace(here), { platform, images: readImagesLock(`${here}images.lock.json`), schema });

/** The whole organisation as one app: a chart for each service and environment, and one for the platform itself. */
export const organisation = async (outdir?: string): Promise<SlipwayApp> => {
  const app = new SlipwayApp(outdir === undefined ? {} : { outdir });
  for (const { name, facts, services } of await environments()) {
    new PlatformChart(app, platformEnvironment(name, facts, services));
    for (const service of services) chart(app, service);
  }
  return app;
};
