import { type Asking, questionOf } from '../files/asked.js';
import type { Conflict, Said } from '../files/said.js';
import { anew, type ImageRule } from './rule.js';
import { commandText, differ, inDefinition, inImage } from './said.js';
import type { ExpectedHealth, ImageHealthCheck, ImageSubject } from './subject.js';

const instruction = 'HEALTHCHECK';

const both = (subject: ImageSubject, path: string, found: string, wanted: string): readonly Conflict[] =>
  differ(inImage(subject, { path, text: found }), inDefinition(subject, { path: 'health', text: wanted }));

const asking = ({ place }: Said, { test: [kind, ...command] }: ImageHealthCheck): Asking => ({
  called: instruction,
  place,
  command,
  form: kind === 'CMD' ? 'exec' : 'shell',
});

/** A team's own command must ask the same, as far as it says what it asks; else only its program may be another. */
const asksTheSame = (
  subject: ImageSubject,
  how: Asking,
  { command, question }: ExpectedHealth,
): readonly Conflict[] => {
  const asks = questionOf(how);
  const compared = (['path', 'port'] as const).flatMap((part) =>
    asks[part] === undefined || question[part] === undefined
      ? []
      : both(subject, `${part} of ${instruction}`, String(asks[part]), String(question[part])),
  );
  if (command === undefined || how.form === 'shell' || Object.keys(asks).length > 0) return compared;
  return differ(
    inImage(subject, {
      path: instruction,
      text: commandText(how.command),
      same: JSON.stringify(how.command.slice(1)),
    }),
    inDefinition(subject, { path: 'health', text: commandText(command), same: JSON.stringify(command.slice(1)) }),
  );
};

const commands = (subject: ImageSubject, found: ImageHealthCheck, wanted: ExpectedHealth): readonly Conflict[] => {
  const place = inImage(subject, { path: instruction, text: commandText(found.test) });
  if (!wanted.exact) return asksTheSame(subject, asking(place, found), wanted);
  return both(subject, instruction, commandText(found.test), commandText(['CMD', ...(wanted.command ?? [])]));
};

const timings = (subject: ImageSubject, found: ImageHealthCheck, wanted: ExpectedHealth): readonly Conflict[] => [
  ...both(subject, '--interval', `${found.intervalSeconds}s`, `${wanted.intervalSeconds}s`),
  ...both(subject, '--timeout', `${found.timeoutSeconds}s`, `${wanted.timeoutSeconds}s`),
  ...(wanted.startPeriodSeconds === undefined
    ? []
    : both(subject, '--start-period', `${found.startPeriodSeconds}s`, `${wanted.startPeriodSeconds}s`)),
  ...both(subject, '--retries', String(found.retries), String(wanted.retries)),
];

const check = (subject: ImageSubject): readonly Conflict[] => {
  const found = subject.image.healthCheck;
  const wanted = subject.expected.health;
  if (wanted === undefined) return [];
  if (wanted === 'none') return found === undefined ? [] : both(subject, instruction, commandText(found.test), 'NONE');
  if (found !== undefined) return [...commands(subject, found, wanted), ...timings(subject, found, wanted)];
  return wanted.command === undefined ? [] : both(subject, instruction, '', commandText(wanted.command));
};

/** How the image has its containers asked. */
export const health: readonly ImageRule[] = [
  {
    id: 'image/health-check',
    reason: 'what depends on a container waits until it is healthy, which must mean what the cluster means by ready',
    fix: `${anew}, let HEALTHCHECK ask what health of the definition asks, as often`,
    check,
  },
];
