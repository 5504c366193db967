import { type Command, InvalidArgumentError } from 'commander';
import { type CommonOptions, common, examples } from './options.js';
import type { Outcome, Perform } from './outcome.js';

interface ValidateOptions extends CommonOptions {
  readonly today?: string;
}

/** Takes a day that is in the calendar, such as `2027-03-31`. */
const dayText = (text: string): string => {
  const day = new Date(`${text}T00:00:00Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text))
    return text;
  throw new InvalidArgumentError('expected a day such as 2027-03-31.');
};

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
