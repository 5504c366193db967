import type { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { JsonObject } from '../json.js';
import { manifestYaml } from '../manifest-yaml.js';
import { chartsOf } from './charts.js';
import { objectIndex } from './duplicates.js';
import { type ChartFile, chartFile, fileProblems, textProperty } from './file-names.js';
import { apiObjectsOf } from './objects.js';
import { SynthError } from './synth-error.js';

/** One rendered file; its path is relative to the output folder, with `/` on every system. */
export interface OutputFile {
  readonly path: string;
  readonly text: string;
}

/** What a tree of constructs will be written to, and all problems that can be told without rendering it. */
export interface Plan {
  readonly files: readonly ChartFile[];
  readonly problems: readonly string[];
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Validates each construct of a tree once, and names a file for each chart. */
export function planFiles(root: IConstruct): Plan {
  const invalid = root.node
    .findAll()
    .flatMap(({ node }) => node.validate().map((message) => `[${node.path}] ${message}`));
  const { charts, problems } = chartsOf(root);
  const files = charts.map(chartFile);
  return { files, problems: [...invalid, ...problems, ...fileProblems(files)] };
}

/**
 * Renders each chart of a plan once and gives its file; a chart without objects has none.
 * Nothing is given any more once there is a problem, but the rest is rendered all the same, so that the error that ends
 * the walk tells every problem of the whole tree. At no time is more than one chart in memory.
 */
export function* renderFiles(plan: Plan): Generator<OutputFile, void> {
  const problems = [...plan.problems];
  const index = objectIndex();

  const attempt = <T>(path: string, action: () => T): readonly T[] => {
    try {
      return [action()];
    } catch (error) {
      problems.push(`[${path}] ${messageOf(error)}`);
      return [];
    }
  };
  const documents = (chart: Chart): readonly string[] =>
    attempt(chart.node.path, () => apiObjectsOf(chart))
      .flat()
      .flatMap((object) =>
        attempt(object.node.path, () => {
          const json: JsonObject = object.toJson();
          const duplicate = index.add(json, object.node.path, textProperty(chart, 'environment'));
          if (duplicate !== undefined) problems.push(duplicate);
          return manifestYaml(json);
        }),
      );

  for (const { chart, path } of plan.files) {
    const texts = documents(chart);
    if (problems.length === 0 && texts.length > 0) yield { path, text: texts.join('---\n') };
  }
  if (problems.length > 0) {
    const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
    throw new SynthError(
      `synth found ${count} and wrote nothing:\n${problems.map((line) => `  ${line}\n`).join('')}`.trimEnd(),
    );
  }
}
