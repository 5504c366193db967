import type { Command } from 'commander';
import { dayText } from './day.js';
import { type CommonOptions, common, examples } from './options.js';
import type { Outcome, Perform } from './outcome.js';

interface ValidateOptions extends CommonOptions {
  readonly today?: string;
}

/** `slipway validate`: judges all manifests by all rules, and writes nothing. */
export const validate = (program: Command, perform: Perform, today: () => string): void => {
  common(program.command('validate'))
    .description('check every definition, its manifests and its files by all rules; write nothing')
    .option('--today <day>', 'the day that waivers are held against (default: today, UTC)', dayText)
    .addHelpText('after', examples(['slipway validate', 'slipway validate --workspace services --json']))
    .action((options: ValidateOptions) =>
      perform(options, async (progress): Promise<Outcome> => {
        const [{ readWorkspace }, { workspaceApp }, { findingsIn }, { filesOnDisk }, { validated }] = await Promise.all(
          [
            import('./workspace.js'),
            import('./app.js'),
            import('./judge.js'),
            import('./on-disk.js'),
            import('./validated.js'),
          ],
        );
        progress.tell('reading definitions');
        const workspace = await readWorkspace(options);
        const made = workspaceApp(workspace, progress);
        const day = options.today ?? today();
        const findings = findingsIn(made, day, progress);
        const files = await filesOnDisk(workspace, made, day, progress);
        return validated({
          services: workspace.entries.length,
          environments: made.environments.length,
          findings,
          files,
        });
      }),
    );
};
