import { fileURLToPath } from 'node:url';
import type { Construct } from 'constructs';
import {
  loadWorkspace,
  PlatformChart,
  platformEnvironment,
  readImagesLock,
  resolveWorkspace,
  ServiceChart,
  SlipwayApp,
} from '../lib/index.js';
import { PaymentsChart } from './payments/chart.js';
import { costCentre } from './payments/cost-centre.js';
import { OrganisationDefinition, type OrganisationService } from './payments/definition.js';
import platform from './platform.js';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Every service of the organisation in every environment. */
export const environments = async () =>
  resolveWorkspace(await loadWorkspace(here), {
    platform,
    images: readImagesLock(`${here}images.lock.json`),
    schema: OrganisationDefinition,
  });

const costCentres: Readonly<Record<string, string>> = { payments: '4711' };

const chart = (scope: Construct, service: OrganisationService): ServiceChart => {
  const made = service.team.name === 'payments' ? new PaymentsChart(scope, service) : new ServiceChart(scope, service);
  made.with(costCentre(costCentres[service.team.name] ?? '1000'));
  return made;
};

/** The whole organisation as one app: a chart for each service and environment, and one for the platform itself. */
export const organisation = async (outdir?: string): Promise<SlipwayApp> => {
  const app = new SlipwayApp(outdir === undefined ? {} : { outdir });
  for (const { name, facts, services } of await environments()) {
    new PlatformChart(app, platformEnvironment(name, facts, services));
    for (const service of services) chart(app, service);
  }
  return app;
};
