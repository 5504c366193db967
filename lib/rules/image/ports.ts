import { setOf } from '../files/said.js';
import { anew, type ImageRule } from './rule.js';
import { differ, inDefinition, inImage } from './said.js';

/** Where the image says that it listens. */
export const ports: readonly ImageRule[] = [
  {
    id: 'image/ports',
    reason: 'EXPOSE tells people and tools where the process listens, which must be where the cluster calls it',
    fix: `${anew}, let EXPOSE name exactly the ports of network.ports`,
    check: (subject) =>
      differ(
        inImage(subject, { path: 'EXPOSE', text: setOf(subject.image.exposedPorts) }),
        inDefinition(subject, { path: 'network.ports', text: setOf(subject.expected.ports) }),
      ),
  },
];
