import { at, isSet, numberAt, textAt } from '../values.js';
import type { Entry } from './compose.js';
import type { Image } from './image.js';
import type { Run } from './manifests.js';
import type { FileRule } from './rule.js';
import { agree, type Said, shown } from './said.js';
import { seconds, signal } from './units.js';

const ofImage = (image: Image): Said => {
  const step = image.last('STOPSIGNAL');
  const text = step?.text.trim() ?? 'SIGTERM';
  const place = step?.place ?? { ...image.missing('STOPSIGNAL'), value: 'SIGTERM' };
  return { called: 'STOPSIGNAL', place, same: signal(text) };
};

/** Compose sends the image's signal where it names none. */
const ofEntry = (entry: Entry): Said | undefined => {
  const text = at(entry.fields, 'stop_signal');
  if (!isSet(text)) return undefined;
  const place = entry.place('stop_signal', shown(text));
  return { called: `${place.file} stop_signal`, place, same: signal(String(text)) };
};

const ofRun = (run: Run): Said | undefined => {
  const text = textAt(run.container.fields, 'lifecycle.stopSignal');
  if (text === undefined) return undefined;
  return { called: 'stopSignal', place: run.place('lifecycle.stopSignal', shown(text)), same: signal(text) };
};

const graceOfEntry = (entry: Entry): Said | undefined => {
  const found = at(entry.fields, 'stop_grace_period');
  if (!isSet(found) && !entry.whole) return undefined;
  const text = isSet(found) ? String(found) : '10s';
  const place = entry.place('stop_grace_period', shown(text));
  return { called: `${place.file} stop_grace_period`, place, same: String(seconds(text) ?? text) };
};

const graceOfRun = (run: Run): Said => {
  const found = numberAt(run.pod.spec, 'terminationGracePeriodSeconds') ?? 30;
  const place = run.podPlace('terminationGracePeriodSeconds', `${found}s`);
  return { called: 'terminationGracePeriodSeconds', place, same: String(found) };
};

/** One way to stop in every file. */
export const shutdown: readonly FileRule[] = [
  {
    id: 'files/stop-signal',
    reason: 'a process that waits for another signal is killed in the middle of its requests',
    fix: 'let STOPSIGNAL, and stop_signal in Compose, be shutdown.signal of the definition',
    check: ({ artefacts: { folder, expected }, image, entries, runs }) => {
      const wanted: Said = {
        called: 'shutdown.signal',
        place: { file: folder, path: 'shutdown.signal', value: shown(expected.stopSignal) },
        same: signal(expected.stopSignal),
      };
      return [
        ...(image === undefined ? [] : agree(ofImage(image), wanted)),
        ...entries.flatMap((entry) => agree(ofEntry(entry), wanted)),
        ...runs.flatMap((run) => agree(ofRun(run), wanted)),
      ];
    },
  },
  {
    id: 'files/grace-period',
    reason: 'who is killed earlier on the own machine than in the cluster is never seen to shut down well',
    fix: 'let stop_grace_period be terminationGracePeriodSeconds of the manifests, which follows from shutdown',
    check: ({ entries, production }) =>
      production === undefined ? [] : entries.flatMap((entry) => agree(graceOfEntry(entry), graceOfRun(production))),
  },
];
