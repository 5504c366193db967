import type { Conflict } from '../files/said.js';
import { type Assignment, assignmentOf, historyLine } from './assignments.js';
import type { ImageRule } from './rule.js';
import type { ImageSubject, SecretForms } from './subject.js';

/** Names with the word of a secret that base images give to what is none: public keys, versions, checksums, places. */
const harmlessName = /(?:gpg|pgp|public|pub)_?keys?$|_(?:version|sha\d*|sha\d+sum|checksum|file|path|dir|home)$/i;

/** Nothing, a reference to something else, a path, or too little to be a secret. */
const harmlessValue = /^(?:|\$.*|\/[^:@]*|true|false|yes|no|on|off|none|unknown|\d{1,5})$/is;

const unquoted = (value: string): string => /^(["'])(.*)\1$/s.exec(value)?.[2] ?? value;

const isSecret = ({ name, value }: Assignment, forms: SecretForms): boolean => {
  const text = unquoted(value);
  if (forms.value(text) || forms.assigns(text)) return true;
  return forms.name(name) && !harmlessName.test(name) && !harmlessValue.test(text);
};

/** A conflict about a name; what stands there is never shown. */
const exposed = (reference: string, path: string, message: string): Conflict => ({
  places: [{ file: reference, path, value: '(hidden)' }],
  message,
});

const inEnv = ({ image: { env, reference }, secrets }: ImageSubject): readonly Conflict[] =>
  env
    .map(assignmentOf)
    .filter((variable) => isSecret(variable, secrets))
    .map(({ name }) =>
      exposed(reference, `ENV ${name}`, `the variable ${name} of the image has the name or the value of a secret`),
    );

/** What one line of history tells everybody; a variable that the image still has is told as such, and not again. */
const inLine = ({ image, secrets }: ImageSubject, line: string, number: number): readonly Conflict[] => {
  const { keyword, assigned, text } = historyLine(line);
  const where = `history ${number} ${keyword}`;
  const found = assigned.filter(
    (one) => isSecret(one, secrets) && !(keyword === 'ENV' && image.env.includes(`${one.name}=${one.value}`)),
  );
  const what = keyword === 'ENV' ? 'variable' : 'build argument';
  return [
    ...found.map(({ name }) =>
      exposed(
        image.reference,
        `${where} ${name}`,
        `the ${what} ${name} in the history of the image has the name or the value of a secret`,
      ),
    ),
    ...(secrets.value(text) || secrets.assigns(text)
      ? [exposed(image.reference, where, `step ${number} in the history of the image, ${keyword}, holds a secret`)]
      : []),
  ];
};

const once = (conflicts: readonly Conflict[]): readonly Conflict[] =>
  [...new Map(conflicts.toReversed().map((one) => [one.message, one])).values()].toReversed();

/** Secrets that everybody sees who may pull the image. */
export const secrets: readonly ImageRule[] = [
  {
    id: 'image/secrets-in-env',
    reason: 'everybody who may pull the image reads its variables, and every process of the container inherits them',
    fix: 'remove the ENV, change the secret, and let the process take it from config.secrets',
    check: inEnv,
  },
  {
    id: 'image/secrets-in-history',
    reason: 'build arguments and commands stay in the history of the image, which everybody reads who may pull it',
    fix: 'give it to the build as a secret (RUN --mount=type=secret), change the secret, and build the image anew',
    check: (subject) => once(subject.image.history.flatMap((line, index) => inLine(subject, line, index + 1))),
  },
];
