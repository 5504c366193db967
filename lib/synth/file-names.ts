import type { Chart } from 'cdk8s';

/** A chart and the file it is written to, relative to the output folder, with `/` on every system. */
export interface ChartFile {
  readonly chart: Chart;
  readonly path: string;
}

/** One folder or file name that every file system takes, and that is neither hidden nor `..`. */
const SEGMENT = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,199}$/;

/** Whether a path is made of safe names only, so that it stays inside the folder it is relative to. */
export const isSafePath = (path: string): boolean => path.split('/').every((segment) => SEGMENT.test(segment));

/** A property that a chart may have, if it is a string. */
export function textProperty(chart: Chart, name: 'outputFile' | 'environment'): string | undefined {
  const value: unknown = Reflect.get(chart, name);
  return typeof value === 'string' ? value : undefined;
}

/** The file of a chart: its property `outputFile`, or else its path in the tree with `-` for `/`. */
export const chartFile = (chart: Chart): ChartFile => ({
  chart,
  path: textProperty(chart, 'outputFile') ?? `${chart.node.path.replaceAll('/', '-')}.k8s.yaml`,
});

/** Tells which files cannot be written beside each other, in upper or lower case, and which names are not safe. */
export function fileProblems(files: readonly ChartFile[]): readonly string[] {
  const problems: string[] = [];
  const byPath = new Map<string, ChartFile>();
  for (const file of files) {
    const { chart, path } = file;
    if (!isSafePath(path)) {
      problems.push(
        `[${chart.node.path}] cannot be written to ${JSON.stringify(path)}: a file is named inside the output folder, by names of letters, digits, ".", "_" and "-" with "/" between them, such as "production/myapp.k8s.yaml"; set the chart's outputFile`,
      );
      continue;
    }
    const same = byPath.get(path.toLowerCase());
    if (same === undefined) byPath.set(path.toLowerCase(), file);
    else {
      problems.push(
        `[${chart.node.path}] and [${same.chart.node.path}] would both be written to ${JSON.stringify(path)}${same.path === path ? '' : ` (${JSON.stringify(same.path)} is the same file on some systems)`}: give one of them another outputFile`,
      );
    }
  }
  for (const { chart, path } of byPath.values()) {
    const segments = path.toLowerCase().split('/');
    for (let length = 1; length < segments.length; length += 1) {
      const above = byPath.get(segments.slice(0, length).join('/'));
      if (above === undefined) continue;
      problems.push(
        `[${above.chart.node.path}] would be written to ${JSON.stringify(above.path)}, which is a folder of [${chart.node.path}] (${JSON.stringify(path)}): give one of them another outputFile`,
      );
    }
  }
  return problems;
}
