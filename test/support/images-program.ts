import { pathToFileURL } from 'node:url';
import { runtime } from '@pulumi/pulumi';

/** Runs the Pulumi program of a copy of apps/ against providers that are not there, and writes what they saw as JSON. */

/** One run: its settings, the service whose build fails, and the digest of all others. */
export interface ProgramRun {
  readonly preview?: boolean;
  readonly config?: Readonly<Record<string, string>>;
  readonly fails?: string;
  readonly digest?: string;
}

/** What the providers saw of a run, the program's outputs as far as they are known, and the errors that Pulumi would report. */
export interface ProgramOutcome {
  readonly registered: readonly { readonly type: string; readonly name: string; readonly inputs: object }[];
  readonly images: Readonly<Record<string, string>>;
  readonly errors: readonly string[];
}

let errors: string[] = [];
process.on('unhandledRejection', (error) => errors.push(error instanceof Error ? error.message : String(error)));

const isRegistered = (type: string): boolean => type !== 'pulumi:pulumi:Stack' && type !== 'slipway:image:ServiceImage';

const outcomeOf = async (main: string, { preview = false, config = {}, fails, digest }: ProgramRun) => {
  const registered: ProgramOutcome['registered'][number][] = [];
  const images: Record<string, string> = {};
  errors = [];
  const newResource = ({ type, name, inputs }: { type: string; name: string; inputs: object }) => {
    if (isRegistered(type)) registered.push({ type, name, inputs });
    if (isRegistered(type) && name === fails) throw new Error('the registry is down');
    return { id: name, state: { ...inputs, ...(digest !== undefined && { repoDigest: `repo@${digest}`, digest }) } };
  };
  await runtime.setMocks({ newResource, call: () => ({}) }, 'images', 'test', preview);
  runtime.setAllConfig(config, ['images:password']);
  const stack = runtime.runInPulumiStack(async () => {
    const program = await import(main);
    for (const [name, output] of Object.entries<{ apply: (see: (value: string) => void) => unknown }>(program.images))
      output.apply((value) => {
        images[name] = value;
      });
    return { images: program.images };
  });
  await stack.catch(() => undefined);
  await runtime.disconnect();
  return { registered, images, errors };
};

const [runs = '[]'] = process.argv.slice(2);
const outcomes: ProgramOutcome[] = [];
for (const [at, run] of JSON.parse(runs).entries())
  outcomes.push(await outcomeOf(`${pathToFileURL('main.ts')}?${at}`, run));
// What rejected late is told too, and every entry is in the lock.
process.once('beforeExit', () => process.stdout.write(JSON.stringify(outcomes)));
