import type { Command } from 'commander';
import { UsageError } from './failure.js';
import { type CommonOptions, common, examples, pathText } from './options.js';
import type { Outcome, Perform } from './outcome.js';
import { counted } from './words.js';

interface SynthOptions extends CommonOptions {
  readonly output?: string;
}

/** `slipway synth`: writes the manifests of every service in every environment. */
export const synth = (program: Command, perform: Perform): void => {
  common(program.command('synth'))
    .description('write the Kubernetes manifests of every service in every environment')
    .argument('[folder]', 'the workspace, as with --workspace', pathText)
    .option('-o, --output <folder>', 'the folder that is written to (default: CDK8S_OUTDIR, or else dist)', pathText)
    .addHelpText('after', examples(['slipway synth', 'slipway synth services --output manifests']))
    .addHelpText('after', '\nEverything is checked first: with an error anywhere nothing is written.')
    .action((folder: string | undefined, options: SynthOptions, command: Command) =>
      perform(options, async (progress): Promise<Outcome> => {
        if (folder !== undefined && command.getOptionValueSource('workspace') === 'cli')
          throw new UsageError('name the workspace once: as an argument or with --workspace');
        const [{ readWorkspace }, { workspaceApp }, { readWritten }] = await Promise.all([
          import('./workspace.js'),
          import('./app.js'),
          import('../synth/written-files.js'),
        ]);
        progress.tell('reading definitions');
        const workspace = await readWorkspace({ ...options, workspace: folder ?? options.workspace });
        const { app, environments } = workspaceApp(workspace, progress, options.output);
        progress.tell('writing manifests');
        app.synth();
        return told(app.outdir, environments, readWritten(app.outdir));
      }),
    );
};

const told = (
  output: string,
  environments: readonly { readonly name: string; readonly services: ReadonlyMap<string, unknown> }[],
  files: readonly string[],
): Outcome => {
  const names = environments.map(({ name }) => name);
  const services = [...new Set(environments.flatMap((one) => [...one.services.keys()]))].sort();
  return {
    code: 0,
    json: { output, environments: names, services, files },
    text: (style) =>
      `${style('bold', output)}: ${counted(files.length, 'file')} of ${counted(services.length, 'service')} in ${counted(names.length, 'environment')} (${names.join(', ')})`,
  };
};
