import { DefinitionError, type Problem } from '../definition/problems.js';

/** Definitions of a workspace that cannot be used: one DefinitionError a file. */
export class WorkspaceError extends Error {
  override readonly name = 'WorkspaceError';
  readonly errors: readonly DefinitionError[];

  constructor(errors: readonly DefinitionError[]) {
    super(errors.map(({ message }) => message).join('\n'));
    this.errors = errors;
  }
}

/** Gathers the problems of all files and environments; one that all environments share is told once. */
export class Problems {
  private readonly found = new Map<string, Map<string, { problem: Problem; environments: string[] }>>();

  constructor(private readonly environments: readonly string[]) {}

  add(source: string, environment: string, problems: readonly Problem[]): void {
    if (problems.length === 0) return;
    const bySource = this.found.get(source) ?? new Map();
    this.found.set(source, bySource);
    for (const problem of problems) {
      const key = JSON.stringify([problem.path, problem.message]);
      const entry = bySource.get(key) ?? { problem, environments: [] };
      bySource.set(key, entry);
      entry.environments.push(environment);
    }
  }

  /** What the action gives; its problems are kept as far as they are `told`. */
  attempt<T>(
    source: string,
    environment: string,
    action: () => T,
    told: (problem: Problem) => boolean = () => true,
  ): readonly T[] {
    try {
      return [action()];
    } catch (error) {
      if (!(error instanceof DefinitionError)) throw error;
      this.add(source, environment, error.problems.filter(told));
      return [];
    }
  }

  report(): void {
    const errors = [...this.found].map(([source, problems]) => {
      const told = [...problems.values()].map(({ problem, environments }) =>
        environments.length === this.environments.length || problem.path.startsWith('environments.')
          ? problem
          : { ...problem, message: `in ${environments.join(', ')}: ${problem.message}` },
      );
      return new DefinitionError(source, told);
    });
    if (errors.length > 0) throw new WorkspaceError(errors);
  }
}
