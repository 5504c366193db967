import { App, type Chart, type IResolver } from 'cdk8s';
import { chartsOf } from './synth/charts.js';
import { type OutputFile, planFiles, renderFiles } from './synth/render.js';
import { SynthError } from './synth/synth-error.js';
import { writeTree } from './synth/write-tree.js';

export { objectsOf } from './synth/objects.js';
export type { OutputFile } from './synth/render.js';

/** What can be said about an app. It has no file extension and no output type, as each chart says its own file. */
export interface SlipwayAppProps {
  /** The folder to write to; without it the variable CDK8S_OUTDIR, as `cdk8s synth` sets it, or else `dist`. */
  readonly outdir?: string;
  /** Resolvers of values in objects, as in cdk8s. */
  readonly resolvers?: readonly IResolver[];
}

/**
 * A cdk8s app whose synth takes time linear in the number of objects, and leaves either everything new or nothing changed.
 * Each chart is written to the file that its property `outputFile` says, such as `production/myapp.k8s.yaml`, or else to
 * its path with `-` for `/` and `.k8s.yaml`. Charts of one `environment` (a property too) are one cluster to it: no
 * two of their objects may be the same. Dependencies order objects in a file; they never rename one.
 * The construct metadata of cdk8s-cli is not written, and its other output types do not apply.
 */
export class SlipwayApp extends App {
  constructor({ outdir, resolvers = [] }: SlipwayAppProps = {}) {
    super({ resolvers: [...resolvers], ...(outdir === undefined ? {} : { outdir }) });
  }

  /** All charts, each after those that it depends on; a cycle is an error. */
  override get charts(): Chart[] {
    const { charts, problems } = chartsOf(this);
    if (problems.length > 0) throw new SynthError(problems.join('\n'));
    return [...charts];
  }

  /**
   * Validates the tree and writes all its files; files of charts that are gone are removed, if an earlier synth wrote them.
   * An error tells all problems at once (invalid constructs, the same object twice, two charts of one file, a dependency
   * cycle), or which file cannot be written and why, and says what was changed by then.
   */
  override synth(): void {
    const plan = planFiles(this);
    const files = renderFiles(plan);
    // With a problem the walk gives no file, but only the error that tells all problems; paths may be unsafe then.
    writeTree(this.outdir, plan.problems.length === 0 ? plan.files.map(({ path }) => path) : [], files);
  }

  /** Renders all files one after the other without writing any; the walk ends in the error that `synth` would give. */
  *files(): Generator<OutputFile, void> {
    yield* renderFiles(planFiles(this));
  }

  /** All files as one YAML text. */
  override synthYaml(): string {
    return Array.from(this.files(), ({ text }) => text).join('---\n');
  }
}
