import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { ServiceChart } from '../kubernetes/chart.js';
import { PlatformChart } from '../kubernetes/platform.js';
import { platformEnvironment } from '../service/namespaces.js';
import type { DefinitionSchema } from '../service/parse.js';
import type { Resolved } from '../service.js';
import { SynthError } from '../synth/synth-error.js';
import { SlipwayApp } from '../synth.js';
import { resolveWorkspace } from '../workspace.js';
import type { Progress } from './progress.js';
import type { Workspace } from './workspace.js';

/** The charts of a workspace, and what they were made from. */
export interface WorkspaceApp {
  readonly app: SlipwayApp;
  readonly environments: readonly EnvironmentCharts[];
}

/** What was made for one environment. */
export interface EnvironmentCharts {
  readonly name: string;
  /** the charts of the platform and of all services */
  readonly charts: readonly Chart[];
  /** the charts of each service, by its name */
  readonly services: ReadonlyMap<string, readonly Chart[]>;
}

const chartsIn = (constructs: readonly IConstruct[]): readonly Chart[] =>
  constructs.flatMap((one) => one.node.findAll()).filter(Chart.isChart);

/**
 * Resolves a workspace for every environment, and makes a chart for each service and one for the platform itself. Without
 * `outdir` the app writes to CDK8S_OUTDIR, as `cdk8s synth` sets it, or else to `dist`. Throws as `resolveWorkspace` does.
 */
export const workspaceApp = (workspace: Workspace, progress: Progress, outdir?: string): WorkspaceApp => {
  progress.tell('resolving definitions');
  const resolved = resolveWorkspace(workspace.entries, workspace);
  const app = new SlipwayApp(outdir === undefined ? {} : { outdir });
  const total = resolved.reduce((sum, { services }) => sum + services.length, 0);
  let done = 0;
  const made = (action: () => void): readonly Chart[] => {
    const before = app.node.children.length;
    action();
    return chartsIn(app.node.children.slice(before));
  };
  const environments = resolved.map(({ name, facts, services }): EnvironmentCharts => {
    const platform = made(() => new PlatformChart(app, platformEnvironment(name, facts, services)));
    const each = services.map((service): [string, readonly Chart[]] => {
      done += 1;
      progress.tell('making charts', done, total);
      return [service.name, made(() => makeChart(app, service, workspace))];
    });
    return { name, charts: [...platform, ...each.flatMap(([, charts]) => charts)], services: new Map(each) };
  });
  return { app, environments };
};

/** The chart of one service; what an organisation's own code throws is told with its place. */
const makeChart = (app: SlipwayApp, service: Resolved<DefinitionSchema>, { file, chart }: Workspace): void => {
  if (chart === undefined) {
    new ServiceChart(app, service);
    return;
  }
  try {
    chart(app, service);
  } catch (error) {
    if (!(error instanceof Error) || error instanceof SynthError) throw error;
    const where = `the chart of ${service.name} in ${service.environment.name}`;
    throw new SynthError(`${file}: ${where} threw: ${error.message}`, { cause: error });
  }
};
