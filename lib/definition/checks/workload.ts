import type { Definition } from '../index.js';
import { programWords, type Word, wordsAt } from '../words.js';
import { check, found, seconds } from './check.js';

const tolerationFits = check('toleration-fits', ['workload'], ({ workload }) =>
  workload.tolerations.flatMap(({ key, operator, value }, at) =>
    found(
      operator === 'Exists' &&
        value !== undefined && {
          path: `workload.tolerations[${at}].value`,
          message: `the operator Exists does not look at a value, here ${value}`,
          value,
          fix: 'remove the value, or say operator: Equal',
        },
      operator === 'Equal' &&
        key === undefined && {
          path: `workload.tolerations[${at}].operator`,
          message: 'the operator Equal compares nothing without a key',
          value: operator,
          allowed: 'Exists, which tolerates every taint',
          fix: 'add the key, or say operator: Exists',
        },
    ),
  ),
);

/** The CronJob controller looks every ten seconds, so that a shorter deadline may never be met. */
const leastStartingDeadline = 10;

const cronTimes = check('cron-times', ['workload'], ({ workload }) => {
  if (workload.kind !== 'cron') return [];
  const { startingDeadline, deadline } = workload;
  return found(
    startingDeadline < leastStartingDeadline && {
      path: 'workload.startingDeadline',
      message: `a run may only start ${seconds(startingDeadline)} late, but the cluster looks every ${leastStartingDeadline}s, so that runs would be missed`,
      value: seconds(startingDeadline),
      allowed: `at least ${leastStartingDeadline}s`,
      fix: 'raise workload.startingDeadline',
    },
    deadline < 1 && {
      path: 'workload.deadline',
      message: 'a run that may take 0s is stopped before it begins',
      value: seconds(deadline),
      allowed: 'at least 1s',
      fix: 'raise workload.deadline',
    },
  );
});

/** What Linux takes as one word of a command line or one variable. */
const mostWordBytes = 131_071;

/** Every word of every command line of the definition. */
const allWords = (definition: Definition): readonly Word[] => {
  const { health, build } = definition;
  const { live, ready, startup, client } = health;
  return [
    ...programWords(definition),
    ...Object.entries({ live, ready, startup, client }).flatMap(([name, one]) =>
      one?.kind === 'exec' ? wordsAt(`health.${name}.command`, one.command) : [],
    ),
    ...wordsAt('build.entrypoint', build?.language === 'custom' ? build.entrypoint : []),
  ];
};

const wordsFit = check('words-fit', ['workload', 'migrations', 'health', 'build'], (definition) =>
  allWords(definition).flatMap(({ path, text }) =>
    found(
      text.includes('\0') && {
        path,
        message: 'it holds a NUL character, which ends a word of a command line',
        fix: 'remove the character',
      },
      Buffer.byteLength(text) > mostWordBytes && {
        path,
        message: `the word has ${Buffer.byteLength(text)} bytes, more than the system takes`,
        value: `${Buffer.byteLength(text)} bytes`,
        allowed: `at most ${mostWordBytes} bytes`,
        fix: 'put it into config.files',
      },
    ),
  ),
);

const patchValue = check('patch-value', ['patches'], ({ patches }) =>
  patches.flatMap(({ operations }, at) =>
    operations.flatMap(({ op, value }, index) =>
      (op === 'remove') === (value === undefined)
        ? []
        : [
            {
              path: `patches[${at}].operations[${index}].value`,
              message: op === 'remove' ? 'remove takes no value' : `${op} needs a value`,
              fix: op === 'remove' ? 'leave the value out, or say op: replace' : 'add the value, or say op: remove',
            },
          ],
    ),
  ),
);

const serviceAccountOwn = check('service-account-own', ['security'], ({ security: { serviceAccount } }) =>
  serviceAccount.name !== undefined && Object.keys(serviceAccount.annotations).length > 0
    ? [
        {
          path: 'security.serviceAccount.annotations',
          message: `the ServiceAccount "${serviceAccount.name}" is somebody else's, so that it cannot be annotated here`,
          value: Object.keys(serviceAccount.annotations).join(', '),
          fix: 'remove the annotations, or the name',
        },
      ]
    : [],
);

/** Checks of what the pod is started with, and of changes to finished objects. */
export const workloadChecks = [tolerationFits, cronTimes, wordsFit, patchValue, serviceAccountOwn];
