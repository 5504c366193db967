/** One step of a suite that runs outside vitest: what it shows, and the action that throws when it is not so. */
export interface Step {
  readonly name: string;
  readonly action: () => void | Promise<void>;
}

/** Runs the steps in order, prints each and one closing line, and sets the exit code. */
export const suite = async (name: string, steps: readonly Step[]): Promise<void> => {
  let failed = 0;
  for (const { name: step, action } of steps) {
    try {
      await action();
      process.stdout.write(`ok: ${step}\n`);
    } catch (error) {
      failed += 1;
      process.stdout.write(`not ok: ${step}\n${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  process.stdout.write(`${name}: ${steps.length - failed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
};
