import { at, isSet } from '../values.js';
import { askingOfEntry, askingOfImage, probeOf, timing } from './asked.js';
import type { Entry } from './compose.js';
import type { Image } from './image.js';
import type { Run } from './manifests.js';
import type { FileRule } from './rule.js';
import { agree, type Conflict, type Said, shown } from './said.js';
import { seconds } from './units.js';

/** The timings of a check: in Docker and Compose, of a probe, and what each takes where nothing is said. */
const timings = [
  { name: 'interval', field: 'periodSeconds', docker: '30s', kubernetes: 10 },
  { name: 'timeout', field: 'timeoutSeconds', docker: '30s', kubernetes: 1 },
  { name: 'retries', field: 'failureThreshold', docker: '3', kubernetes: 3 },
] as const;

type Timing = (typeof timings)[number];

const said = (called: string, place: Said['place'], text: string): Said => ({
  called,
  place: { ...place, value: shown(text) },
  same: String(seconds(text) ?? text),
});

const ofRun = (run: Run, probe: string, { field, kubernetes, name }: Timing): Said => {
  const path = `${probe}.${field}`;
  const found = timing(run, path, kubernetes);
  const text = name === 'retries' ? String(found) : `${found}s`;
  return said(`${field} of ${probe}`, run.place(path, ''), text);
};

const ofImage = (image: Image, { name, docker }: Timing): Said | undefined => {
  const step = image.last('HEALTHCHECK');
  const asking = askingOfImage(image);
  if (step === undefined || asking === undefined || asking === 'none') return undefined;
  const found = step.flags.find((flag) => flag.name === name)?.value ?? docker;
  return said(`--${name} of HEALTHCHECK`, step.place, found);
};

/** What Compose leaves out it takes from the image; Docker's own timing holds where that asks nothing either. */
const ofEntry = (entry: Entry, image: Image | undefined, { name, docker }: Timing): Said | undefined => {
  const path = `healthcheck.${name}`;
  const asking = askingOfEntry(entry);
  const found = at(entry.fields, path);
  const from = image === undefined ? undefined : askingOfImage(image);
  const inherits = !entry.whole || (from !== undefined && from !== 'none');
  if (asking === 'none' || (!isSet(found) && (asking === undefined || inherits))) return undefined;
  const text = String(isSet(found) ? found : docker);
  const place = entry.place(path, '');
  return said(`${place.file} ${path}`, place, text);
};

const compared = (image: Image | undefined, entries: readonly Entry[], run: Run): readonly Conflict[] => {
  const probe = probeOf(run);
  if (probe === undefined) return [];
  return timings.flatMap((one) => [
    ...(image === undefined ? [] : agree(ofImage(image, one), ofRun(run, probe, one))),
    ...entries.flatMap((entry) => agree(ofEntry(entry, image, one), ofRun(run, probe, one))),
  ]);
};

/** One rhythm of asking. */
export const healthTimings: readonly FileRule[] = [
  {
    id: 'files/health-timings',
    reason: 'what the own machine still takes for healthy the cluster may not, and the other way round',
    fix: 'let interval, timeout and retries be those of the probe; say them once, under health of the definition',
    check: ({ image, entries, production }) => (production === undefined ? [] : compared(image, entries, production)),
  },
];
