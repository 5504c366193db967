import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { localEnv } from '../../../lib/files/env-file.js';
import type { Part } from '../../../lib/local/types/local.js';
import type { LocalService } from '../../../lib/local.js';
import type { Step } from '../../support/suite.js';
import { must } from '../command.js';
import { composeIn } from '../compose.js';
import type { Docker } from '../docker.js';
import { holds, same } from '../expect.js';
import { generate } from '../fixture.js';
import { ascii, filePath, type Hostile, hostileDefinition, port } from '../hostile-definition.js';
import { trap } from '../hostile-values.js';
import { filesIn, identity } from '../image.js';

/** What the service tells of itself. */
interface Told {
  readonly version: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly arguments: readonly string[];
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly files: Readonly<Record<string, string | null>>;
}

const told = async (): Promise<Told> => {
  const files = [filePath, `/${trap}`, `/tmp/${trap}`, `/app/${trap}`].map((path) => `file=${path}`);
  const response = await fetch(`http://127.0.0.1:${port}/?${files.join('&')}`);
  return (await response.json()) as Told;
};

const unchanged = (found: Readonly<Record<string, unknown>>, expected: Readonly<Record<string, unknown>>): void => {
  const wrong = Object.entries(expected).filter(([name, value]) => found[name] !== value);
  const shown = wrong.map(
    ([name, value]) => `${name}: ${JSON.stringify(found[name])} instead of ${JSON.stringify(value)}`,
  );
  if (wrong.length > 0) throw new Error(`${wrong.length} did not arrive unchanged:\n${shown.slice(0, 20).join('\n')}`);
};

const textOf = (parts: readonly Part[]): string => parts.map((part) => ('text' in part ? part.text : '')).join('');

/** The variables of a service whose values are fixed. */
const fixed = ({ local }: LocalService): Readonly<Record<string, string>> =>
  Object.fromEntries(
    local.variables
      .filter(({ value }) => value.every(({ kind }) => kind === 'text'))
      .map(({ name, value }) => [name, textOf(value)]),
  );

/** Hostile names and values through every generated file into a real container, and back out of it. */
export const hostileSteps = (docker: Docker, folder: string): readonly Step[] => {
  const place = join(folder, 'environ');
  const image = `environ:${identity.VERSION}`;
  let state: { readonly hostile: Hostile; readonly service: LocalService } | undefined;
  const generated = () => {
    if (state === undefined) throw new Error('the files were not generated');
    return state;
  };
  const compose = () => composeIn(docker, { folder: place, service: generated().service });
  const up = async (): Promise<Told> => {
    await compose().run(['up', '--wait', '--wait-timeout', '60', '--force-recreate']);
    return told();
  };
  return [
    {
      name: 'a hostile definition is generated, and what is refused is refused by a clear error',
      action: async () => {
        const hostile = hostileDefinition();
        const count = Object.keys(hostile.values).length;
        process.stdout.write(`figures: ${count} hostile values, ${hostile.args.length} hostile arguments\n`);
        holds(`only ${count} values are taken`, count > 200);
        cpSync(join(import.meta.dirname, '../environ'), place, { recursive: true });
        writeFileSync(join(place, 'service.json'), ascii(hostile.input));
        const [, [service]] = await generate(folder);
        if (service === undefined) throw new Error('there is no service');
        state = { hostile, service };
      },
    },
    {
      name: 'every value, argument, header, label and file of it arrives unchanged in a real container',
      action: async () => {
        const { hostile, service } = generated();
        const { environment, arguments: args, headers, files, version } = await up();
        unchanged(environment, fixed(service));
        // What Kubernetes expands is told as it expands it; all else as it was written.
        unchanged(
          environment,
          Object.fromEntries(Object.entries(hostile.values).filter(([, value]) => !/\$[$(]/.test(value))),
        );
        same('the arguments', args, service.local.args?.map(textOf));
        const raw = Object.entries(hostile.args).filter(([, value]) => !/\$[$(]/.test(value));
        unchanged(Object.fromEntries(Object.entries(args)), Object.fromEntries(raw));
        same('the header of the probe', headers['X-Hostile'], [hostile.header]);
        same('the file', files[filePath], hostile.file);
        same('the version', version, identity.VERSION);
        const { Config } = await docker.inspect(image);
        const label = Config.Labels?.['org.opencontainers.image.description'];
        same('the label', label, hostile.description.replace(/\s+/g, ' '));
      },
    },
    {
      name: 'every value in .env, quoted as we quote it, arrives unchanged in a real container',
      action: async () => {
        const { hostile, service } = generated();
        const { local } = service;
        const credentials = local.credentials.map((one) => ({ ...one, value: hostile.secrets[one.key] ?? one.value }));
        writeFileSync(join(place, '.env'), localEnv([{ ...service, local: { ...local, credentials } }]));
        unchanged((await up()).environment, hostile.secrets);
      },
    },
    {
      name: 'every default of .env.example, taken over into .env, arrives unchanged in a real container',
      action: async () => {
        const { service } = generated();
        const example = readFileSync(join(place, '.env.example'), 'utf8');
        const lines = example.split('\n').flatMap((line) => (/^# H\d+=./.test(line) ? [line.slice(2)] : []));
        holds(`.env.example has only ${lines.length} defaults`, lines.length > 90);
        writeFileSync(join(place, '.env'), `${localEnv([service])}${lines.join('\n')}\n`);
        const { environment } = await up();
        const defaults = service.configuration.filter(({ name }) => /^H\d+$/.test(name));
        unchanged(environment, {
          ...fixed(service),
          // The table shows a default as the definition has it: `$$` is not one dollar there, as it is in a pod.
          ...Object.fromEntries(
            defaults.flatMap(({ name, default: text }) => (text === undefined ? [] : [[name, text]])),
          ),
        });
      },
    },
    {
      name: 'make docker and make help work with it',
      action: async () => {
        await must('make', ['docker'], { cwd: place, env: { ...docker.env, ...identity } });
        await must('make', ['help'], { cwd: place });
      },
    },
    {
      name: 'nothing of it was executed, neither here nor in the image nor in the container',
      action: async () => {
        const { files } = await told();
        same('what is in the container', Object.values({ ...files, [filePath]: null }), [null, null, null, null]);
        const inImage = (await filesIn(docker, image)).filter((path) => path.includes(trap));
        same('what is in the image', inImage, []);
        const here = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.includes(trap));
        const around = ['.', '/', '/tmp', homedir()].filter((at) => existsSync(join(at, trap)));
        same('what is here', [...here, ...around], []);
      },
    },
    {
      name: 'docker compose down leaves nothing of it',
      action: async () => {
        await compose().run(['down', '--volumes', '--remove-orphans']);
        same('what is left', (await compose().run(['ps', '--all', '--quiet'])).trim(), '');
      },
    },
  ];
};
