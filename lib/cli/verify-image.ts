import type { Command } from 'commander';
import { everywhere } from '../images-lock/keys.js';
import { dayText } from './day.js';
import { UsageError } from './failure.js';
import { type CommonOptions, common, examples, pathText } from './options.js';
import type { Outcome, Perform } from './outcome.js';

interface VerifyOptions extends CommonOptions {
  readonly for?: string;
  readonly image?: string;
  readonly pull?: boolean;
  readonly today?: string;
}

const about = `
The image of each service is the one of images.lock.json, by its digest where it has one. It is asked of the engine of
this machine, by docker; nothing is started. Findings have ids such as image/user, which waivers of the definition name.`;

/** `slipway verify-image`: judges the built images of services by their definitions. */
export const verifyImage = (program: Command, perform: Perform, today: () => string): void => {
  common(program.command('verify-image'))
    .description('check the built image of each service against its definition: user, ports, program, labels, secrets')
    .argument('[service...]', 'names of services (default: all that are built)')
    .option('--for <environment|channel>', 'whose image is taken from the lock (default: the one under *)', pathText)
    .option('--image <reference>', 'the image of the one service that is named, in place of the lock', pathText)
    .option('--pull', 'pull the image from its registry first')
    .option('--today <day>', 'the day that waivers are held against (default: today, UTC)', dayText)
    .addHelpText(
      'after',
      examples([
        'slipway verify-image',
        'slipway verify-image --for production --pull',
        'slipway verify-image orders --image registry.example.com/acme/orders:1.4.2',
      ]),
    )
    .addHelpText('after', about)
    .action((names: readonly string[], options: VerifyOptions) =>
      perform(options, async (progress): Promise<Outcome> => {
        if (options.image !== undefined && options.for !== undefined)
          throw new UsageError('say which image it is once: with --image or with --for');
        const [
          { readWorkspace },
          { localServices },
          { builtServices },
          { lockedImages, lockFileOf, namedImage },
          { imageFindings },
          { verified },
        ] = await Promise.all([
          import('./workspace.js'),
          import('./plans.js'),
          import('./build-target.js'),
          import('./image-reference.js'),
          import('./image-findings.js'),
          import('./verified.js'),
        ]);
        progress.tell('reading definitions');
        const workspace = await readWorkspace(options);
        progress.tell('resolving definitions');
        const services = builtServices(localServices(workspace), names);
        const { image, for: under = everywhere } = options;
        const images =
          image === undefined
            ? lockedImages(services, workspace, { file: lockFileOf(workspace, options.images), under })
            : [namedImage(services, image)];
        const looking = { pull: options.pull === true, today: options.today ?? today(), progress };
        const findings = await imageFindings(images, workspace, looking);
        return verified({
          images: images.map(({ service, reference }) => ({ service: service.name, reference })),
          findings,
        });
      }),
    );
};
