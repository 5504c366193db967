import { type Asking, askingOfEntry, askingOfImage, probed, probeOf, questionOf } from './asked.js';
import { isKnown } from './expand.js';
import type { Image } from './image.js';
import type { Run } from './manifests.js';
import type { Read } from './read.js';
import type { FileRule } from './rule.js';
import { agree, type Conflict, type Said, shown } from './said.js';

const saidOf = ({ called, place }: Asking, value: string | number): Said => ({
  called,
  place: { ...place, value: shown(value) },
  same: String(value),
});

const commandOf = (asking: Asking): Said => saidOf(asking, asking.command.join(' '));

/** Whether a command is the one by which the definition has its containers asked. */
const isDefinitions = ({ form, command }: Asking, { artefacts: { expected } }: Read): boolean =>
  form === 'exec' && JSON.stringify(command) === JSON.stringify(expected.healthCheck);

/** A command against the probe of one environment; one that the definition names may be another than its exec probe. */
const againstProbe = (asking: Asking, run: Run, read: Read): readonly Conflict[] => {
  const probe = probeOf(run);
  if (probe === undefined) return [];
  const asks = questionOf(asking);
  const wanted = probed(run, probe);
  const at = (path: string, value: string | number): Said => ({
    called: probe,
    place: run.place(`${probe}.${path}`, shown(value)),
    same: String(value),
  });
  if (wanted.command !== undefined)
    return isDefinitions(asking, read) ? [] : agree(commandOf(asking), at('exec.command', wanted.command.join(' ')));
  return [
    ...(asks.path !== undefined && wanted.path !== undefined
      ? agree(saidOf(asking, asks.path), at(`${wanted.way}.path`, wanted.path))
      : []),
    ...(asks.port !== undefined && wanted.port !== undefined
      ? agree(saidOf(asking, asks.port), at(`${wanted.way}.port`, wanted.port))
      : []),
  ];
};

const says = (asking: Asking): boolean => Object.keys(questionOf(asking)).length > 0;

/** Where a command says itself nothing of what it asks, both files must give the same. */
const eachOther = (image: Asking, entry: Asking): readonly Conflict[] =>
  says(image) && says(entry) ? [] : agree(commandOf(entry), commandOf(image));

/** The arguments that make the program ask itself; where the program is, a team's own image decides. */
const againstDefinition = (asking: Asking, { artefacts: { folder, expected } }: Read): readonly Conflict[] => {
  const command = expected.healthCheck;
  if (command === undefined || asking.form === 'shell' || says(asking)) return [];
  const value = shown(command.join(' '));
  const called = 'health of the definition';
  const [, ...rest] = command;
  const [, ...own] = asking.command;
  const definition: Said = { called, place: { file: folder, path: 'health', value }, same: rest.join(' ') };
  return agree({ ...commandOf(asking), same: own.join(' ') }, definition);
};

const checked = (asking: Asking | 'none' | undefined): readonly Asking[] =>
  asking === undefined || asking === 'none' ? [] : [asking];

const same = (read: Read): readonly Conflict[] => {
  const ofImage = read.image === undefined ? [] : checked(askingOfImage(read.image));
  const ofEntries = read.entries.flatMap((entry) => checked(askingOfEntry(entry)));
  return [
    ...ofImage.flatMap((asking) => [
      ...read.runs.flatMap((run) => againstProbe(asking, run, read)),
      ...againstDefinition(asking, read),
    ]),
    ...ofEntries.flatMap((asking) => [
      ...(read.production === undefined ? [] : againstProbe(asking, read.production, read)),
      ...ofImage.flatMap((image) => eachOther(image, asking)),
      ...(ofImage.length === 0 ? againstDefinition(asking, read) : []),
    ]),
  ];
};

const absent = ({ artefacts: { folder, expected }, image, entries }: Read): readonly Conflict[] => {
  if (expected.healthCheck === undefined) return [];
  const value = shown(expected.healthCheck.join(' '));
  const definition = { file: folder, path: 'health', value };
  const ofImage = image === undefined ? 'none' : (askingOfImage(image) ?? 'none');
  const missing = entries.filter((entry) => {
    const asking = askingOfEntry(entry);
    return asking === 'none' || (asking === undefined && image === undefined && entry.whole);
  });
  return [
    ...(image !== undefined && ofImage === 'none'
      ? [image.last('HEALTHCHECK')?.place ?? image.missing('HEALTHCHECK')].map((place) => ({
          places: [place, definition],
          message: `HEALTHCHECK is ${place.value}, the definition asks by ${value}`,
        }))
      : []),
    ...missing.map((entry) => {
      const place = entry.place('healthcheck', 'missing');
      return {
        places: [place, definition],
        message: `${place.file} has no healthcheck, the definition asks by ${value}`,
      };
    }),
  ];
};

/** Whether the image has no shell, as far as its base and what is copied to its root tell. */
const lacksShell = ({ base, steps }: Image): boolean => {
  const brings = steps.some(
    ({ keyword, raw }) => /^(COPY|ADD)$/.test(keyword) && /busybox|\/sh\b|\s"?\/"?\s*\]?\s*$/.test(raw),
  );
  const bare = base.from === 'scratch' || /\/(distroless|chainguard\/static)\b(?!.*\bdebug)/.test(base.from);
  return bare && isKnown(base.from) && !brings;
};

const needsShell = ({ form, command }: Asking): boolean =>
  form === 'shell' || /^(\/(usr\/)?bin\/)?(ba|a|da)?sh$/.test(command[0] ?? '');

const shells = ({ image, entries }: Read): readonly Conflict[] =>
  image === undefined || !lacksShell(image)
    ? []
    : [...checked(askingOfImage(image)), ...entries.flatMap((entry) => checked(askingOfEntry(entry)))]
        .filter(needsShell)
        .map(({ called, place }) => ({
          places: [place, image.base.place],
          message: `${called} needs a shell, ${image.base.from} has none`,
        }));

/** One health check in every file. */
export const health: readonly FileRule[] = [
  {
    id: 'files/health-check',
    reason: 'a container that is healthy on the own machine and never ready in the cluster was asked something else',
    fix: 'let HEALTHCHECK and healthcheck ask what the probe asks; say it once, under health of the definition',
    check: same,
  },
  {
    id: 'files/health-missing',
    reason: 'what depends on a service is started when that is healthy, which nobody can tell without a check',
    fix: 'add the health check of the definition, or say health.client: none there',
    check: absent,
  },
  {
    id: 'files/health-form',
    reason: 'a check in shell form always fails in an image without a shell',
    fix: 'write the check in exec form: HEALTHCHECK CMD ["program", "argument"], test: [CMD, program, argument]',
    check: shells,
  },
];
