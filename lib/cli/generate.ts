import type { Command } from 'commander';
import { type CommonOptions, common, examples } from './options.js';
import type { Outcome, Perform } from './outcome.js';

interface GenerateOptions extends CommonOptions {
  readonly check?: boolean;
}

const ownership = `
Files are written beside each definition; the workspace of several services gets a compose.yaml that brings up all of
them. A file without the marker in its first line is yours: it is left alone, and only compared with the rest.
Beside them stand files of this machine only, which are not for git: .env and .slipway/.`;

/** `slipway generate`: writes the files of services beside their definitions, or says which are not current. */
export const generate = (program: Command, perform: Perform, today: () => string): void => {
  common(program.command('generate'))
    .description('write the Dockerfile, compose.yaml, Makefile and other files of services beside their definitions')
    .argument('[service...]', 'names of services (default: all)')
    .option('--check', 'write nothing; list what is stale, missing or left over, with a diff, and exit with 1')
    .addHelpText(
      'after',
      examples([
        'slipway generate',
        'slipway generate orders payments',
        'slipway generate --check --workspace services',
      ]),
    )
    .addHelpText('after', ownership)
    .action((names: readonly string[], options: GenerateOptions) =>
      perform(options, async (progress): Promise<Outcome> => {
        const [
          { readWorkspace },
          { localServices, plansOf, named },
          files,
          { workspaceApp },
          { disagreements },
          { chartsOrNote },
          { openToGit },
          { generated },
        ] = await Promise.all([
          import('./workspace.js'),
          import('./plans.js'),
          import('../files/write.js'),
          import('./app.js'),
          import('./consistency.js'),
          import('./waiting.js'),
          import('./git-ignored.js'),
          import('./generated.js'),
        ]);
        progress.tell('reading definitions');
        const workspace = await readWorkspace(options);
        progress.tell('resolving definitions');
        const all = localServices(workspace);
        const chosen = named(all, names);
        const charts = chartsOrNote(() => workspaceApp(workspace, progress));
        const plans = plansOf(workspace, all, chosen, progress);
        const check = options.check === true;
        progress.tell(check ? 'comparing files' : 'writing files');
        const reports = check ? files.checkFolders(plans) : files.writeFolders(plans);
        const findings =
          'app' in charts ? disagreements(chosen, workspace.folder, { app: charts.app, today: today(), progress }) : [];
        const notes = [...('note' in charts ? [charts.note] : []), ...openToGit(reports)];
        return generated({ check, services: chosen.length, reports, findings, notes });
      }),
    );
};
