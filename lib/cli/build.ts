import { type Command, InvalidArgumentError } from 'commander';
import type { BuildCommandOptions } from './build-run.js';
import { common, examples, pathText } from './options.js';
import type { Outcome, Perform } from './outcome.js';
import type { Output } from './terminal.js';

const mostJobs = 64;

const jobsNumber = (text: string): number => {
  const jobs = Number(text);
  if (/^\d+$/.test(text) && jobs >= 1 && jobs <= mostJobs) return jobs;
  throw new InvalidArgumentError(`expected a number from 1 to ${mostJobs}.`);
};

const lock = `
With --push each image is pushed, and its digest stands in images.lock.json at once: under the environment or channel of
--for, or else under *, for all that are not named. A service that fails does not stop the others. The commit names the
build: --release, --commit and SOURCE_DATE_EPOCH go before what git says. A secret of a build is read from the file in
SECRET_<ID>, or else from ~/.<id>. Without --push the images are loaded into the engine of this machine.`;

/** `slipway build`: builds the images of services by the Docker CLI, and writes their digests into the images lock. */
export const build = (program: Command, perform: Perform, stderr: Output): void => {
  common(program.command('build'))
    .description('build the images of services; with --push, push them and write their digests into the images lock')
    .argument('[service...]', 'names of services (default: all whose image is built)')
    .option('--push', 'push the images, and write images.lock.json')
    .option(
      '--for <name>',
      'the environment or channel that the images are for (default: all that have none of their own)',
    )
    .option(
      '--registry <registry>',
      'the registry that the images go to (default: that of the environment or platform)',
      pathText,
    )
    .option('--release <version>', 'the version of the build (default: as git describes the commit)', pathText)
    .option('--commit <sha>', 'the commit that is built (default: the one that is checked out)', pathText)
    .option('--allow-dirty', 'push what differs from the commit; version and lock then say so')
    .option(
      '--jobs <n>',
      'how many images are built at a time (default: the number of processors, at most 4)',
      jobsNumber,
    )
    .addHelpText(
      'after',
      examples(['slipway build', 'slipway build --push', 'slipway build --push --for production orders payments']),
    )
    .addHelpText('after', lock)
    .action((names: readonly string[], options: BuildCommandOptions) =>
      perform(options, async (progress): Promise<Outcome> => {
        const { runBuild } = await import('./build-run.js');
        return runBuild(names, options, { progress, stderr });
      }),
    );
};
