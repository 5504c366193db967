import type { Definition } from '../index.js';
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

/** Every command line of the definition, with its path. */
const commandLines = ({
  workload,
  migrations,
  health,
  build,
}: Definition): readonly (readonly [string, readonly string[]])[] => {
  const { live, ready, startup, client } = health;
  const asked = Object.entries({ live, ready, startup, client }).flatMap(([name, one]) =>
    one?.kind === 'exec' ? [[`health.${name}.command`, one.command] as const] : [],
  );
  return [
    ['workload.command', workload.command ?? []],
    ['workload.args', workload.args ?? []],
    ['migrations.command', migrations?.command ?? []],
    ['migrations.args', migrations?.args ?? []],
    ...asked,
    ['build.entrypoint', build?.language === 'custom' ? build.entrypoint : []],
  ];
};

const wordsFit = check('words-fit', ['workload', 'migrations', 'health', 'build'], (definition) =>
  commandLines(definition).flatMap(([path, words]) =>
    words.flatMap((word, at) =>
      found(
        word.includes('\0') && {
          path: `${path}[${at}]`,
          message: 'it holds a NUL character, which ends a word of a command line',
          fix: 'remove the character',
        },
        Buffer.byteLength(word) > mostWordBytes && {
          path: `${path}[${at}]`,
          message: `the word has ${Buffer.byteLength(word)} bytes, more than the system takes`,
          value: `${Buffer.byteLength(word)} bytes`,
          allowed: `at most ${mostWordBytes} bytes`,
          fix: 'put it into config.files',
        },
      ),
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
