import type { FileFinding } from './files/artefacts.js';
import { plain } from './files/said.js';
import { architecture } from './image/architecture.js';
import { digest } from './image/digest.js';
import { entrypoint } from './image/entrypoint.js';
import { health } from './image/health.js';
import { labels } from './image/labels.js';
import { ports } from './image/ports.js';
import type { ImageRule } from './image/rule.js';
import { secrets } from './image/secrets.js';
import { size } from './image/size.js';
import { stopSignal } from './image/stop-signal.js';
import type { ImageSubject } from './image/subject.js';
import { user } from './image/user.js';

export type { ImageRule } from './image/rule.js';
export type {
  ExpectedHealth,
  ExpectedImage,
  ExpectedLabel,
  ImageHealthCheck,
  ImageSubject,
  InspectedImage,
  SecretForms,
} from './image/subject.js';

/** Every rule about built images, by concern. */
export const imageRules: readonly ImageRule[] = [
  ...user,
  ...ports,
  ...entrypoint,
  ...labels,
  ...architecture,
  ...health,
  ...stopSignal,
  ...size,
  ...secrets,
  ...digest,
];

/** What the rules have against an image, in their order: each finding with the image and where the definition says otherwise. */
export const checkImage = (subject: ImageSubject, chosen: readonly ImageRule[] = imageRules): readonly FileFinding[] =>
  chosen.flatMap(({ id, fix, check }) =>
    check(subject).map((conflict) => ({
      rule: id,
      service: subject.service,
      places: conflict.places.map((place) => ({ ...place, path: plain(place.path), value: plain(place.value) })),
      message: plain(conflict.message),
      fix: conflict.fix ?? fix,
    })),
  );
