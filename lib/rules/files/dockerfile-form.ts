import { execForm } from './dockerfile.js';
import { isKnown } from './expand.js';
import type { FileRule } from './rule.js';

/** BuildKit's own words (its check SecretsUsedInArgOrEnv), and names that say that they are no secret. */
const secretWord = /(?:^|_)(?:apikey|auth|credentials?|key|password|pword|passwd|secret|token)(?:_|$)/i;
const harmless = /(?:^|_)public(?:_|$)|_(?:FILE|PATH|DIR)$/i;
/** Private keys, tokens of clouds and forges, and URLs with a password. */
const secretValue =
  /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bgh[oprsu]_[A-Za-z0-9]{20,}|\bgithub_pat_\w{20,}|\beyJ[\w-]{5,}\.[\w-]{5,}\.|:\/\/[^\s/?#:@]{0,256}:[^\s/?#@$]{1,256}@/;

const isSecret = (name: string, value: string): boolean =>
  (secretWord.test(name) && !harmless.test(name)) || (isKnown(value) && secretValue.test(value));

/** What a Dockerfile must not do, whatever the other files say. */
export const dockerfileForm: readonly FileRule[] = [
  {
    id: 'files/entrypoint-form',
    reason:
      'in shell form a shell is process 1, which keeps signals from the program and is not there in a small image',
    fix: 'write the command as a JSON list: ENTRYPOINT ["/app/program", "argument"]',
    check: ({ image }) => {
      const step = image?.last('ENTRYPOINT') ?? image?.last('CMD');
      return step === undefined || execForm(step.raw) !== undefined
        ? []
        : [
            {
              places: [step.place],
              message: `${step.keyword} is ${step.place.value}, must be a JSON list of the program and its arguments`,
            },
          ];
    },
  },
  {
    id: 'files/baked-secret',
    reason: 'whoever has the image can read every ARG and ENV that made it',
    fix: 'give the build the value by RUN --mount=type=secret, and the process by config.secrets of the definition',
    check: ({ image }) =>
      (image?.all ?? []).flatMap(({ keyword, variables, place }) =>
        variables
          .filter(({ name, value }) => isSecret(name, value))
          .map(({ name }) => ({
            places: [{ ...place, value: name }],
            message: `${keyword} ${name} has the name or the value of a secret`,
          })),
      ),
  },
];
