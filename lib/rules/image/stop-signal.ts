import { signal } from '../files/units.js';
import { anew, type ImageRule } from './rule.js';
import { differ, inDefinition, inImage } from './said.js';

/** How the image is asked to stop. */
export const stopSignal: readonly ImageRule[] = [
  {
    id: 'image/stop-signal',
    reason: 'a process that waits for another signal is killed in the middle of its requests',
    fix: `${anew}, let STOPSIGNAL be shutdown.signal`,
    check: (subject) => {
      const found = subject.image.stopSignal;
      const wanted = subject.expected.stopSignal;
      return differ(
        inImage(subject, { path: 'STOPSIGNAL', text: found, same: signal(found) }),
        inDefinition(subject, { path: 'shutdown.signal', text: wanted, same: signal(wanted) }),
      );
    },
  },
];
