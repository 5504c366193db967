import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConfigEntry } from '../../lib/local/types/local.js';
import { type Step, suite } from '../support/suite.js';
import { hostileTexts, nearValues, onlyGoAddresses, platformVariable, wellFormed } from './entries.js';
import { definitionTakes, expected, meaning, printedMeaning } from './model.js';
import { type Answer, build, load, loadFromEnvironment, type Request, run, writeModule } from './module.js';
import { allTables, clashing, contract, required, secrets, someValue, typed } from './tables.js';

if (spawnSync('go', ['version']).error !== undefined || spawnSync('gofmt', ['-h']).error !== undefined) {
  console.error('test:go needs Go 1.21 or newer: put go and gofmt on the PATH, see https://go.dev/doc/install');
  process.exit(69);
}

const folder = mkdtempSync(join(tmpdir(), 'slipway-go-'));
const config = (table: readonly ConfigEntry[]): number => allTables.indexOf(table);

const only = (request: Request): Answer => {
  const [answer] = load(folder, [request]);
  assert(answer);
  return answer;
};

const marker = 's3cr3t';
const secretFile = (content: string | Buffer): string => {
  const path = join(mkdtempSync(join(folder, 'secret-')), 'value');
  writeFileSync(path, content);
  return path;
};

/** A usable value for each entry of a table by its position, and the environment in which the platform gives it. */
const given = (table: readonly ConfigEntry[], round: number, usable: (text: string) => boolean = () => true) => {
  const texts = hostileTexts.filter(usable);
  const values = table.map((entry, at) =>
    entry.secret === undefined
      ? someValue(entry, at + round * 7, usable)
      : `${marker}${texts[(at + round) % texts.length]}`,
  );
  const environment = table.map((entry, at) => {
    const value = String(values[at]);
    return [platformVariable(entry), entry.secret === 'file' ? secretFile(`${value}\n`) : value] as const;
  });
  return { values, environment: Object.fromEntries(environment) };
};

/** What the field of the entry at this position holds. */
const field = ({ Values, Table }: Answer, at: number): string | null | undefined => Values[String(Table[at]?.Field)];

const arrives = (table: readonly ConfigEntry[], values: readonly string[], answer: Answer): void => {
  assert.deepEqual(answer.Problems, null);
  for (const [at, entry] of table.entries()) {
    const printed = field(answer, at);
    const is = entry.secret === undefined ? printedMeaning(entry.type, printed) : printed;
    const should = entry.secret === undefined ? meaning(entry.type, values[at] ?? '') : wellFormed(values[at] ?? '');
    assert.deepEqual(is, should, entry.name);
  }
};

/** Go takes some more addresses; and a text may be what a definition refuses as a secret. */
const onlyGoTakes = ({ type }: ConfigEntry, text: string): boolean =>
  type === 'string' || (type === 'url' && onlyGoAddresses.includes(text));

const hidesSecrets = (answer: Answer): void => {
  for (const text of [answer.Printed, answer.Error])
    for (const secret of [
      marker,
      Buffer.from(marker).toString('hex'),
      Buffer.from(marker).toString('hex').toUpperCase(),
    ])
      assert(!text.includes(secret), `a secret is shown: ${text.slice(0, 2000)}`);
};

const without = (environment: Readonly<Record<string, string>>, names: readonly string[]) =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !names.includes(name)));

/** The names in the problems, as the table's order has them. */
const named = ({ Problems }: Answer): readonly string[] =>
  (Problems ?? []).map((problem) => problem.split(':')[0] ?? '');

const steps: readonly Step[] = [
  {
    name: 'gofmt would change nothing',
    action: () => {
      const folders = writeModule(folder, allTables);
      assert.equal(run(folder, 'gofmt', ['-l', '-s', ...folders]), '');
    },
  },
  {
    name: 'go vet finds nothing, and everything builds',
    action: () => {
      run(folder, 'go', ['vet', './...']);
      build(folder);
    },
  },
  {
    name: 'every value arrives as it was given, and no secret is shown by printing, logging or encoding',
    action: () => {
      const rounds = allTables.flatMap((table, at) =>
        [0, 1, 2, 3].map((round) => ({ table, at, ...given(table, round) })),
      );
      const answers = load(
        folder,
        rounds.map(({ at, environment }) => ({ config: at, values: environment })),
      );
      for (const [at, { table, values }] of rounds.entries()) {
        const answer = answers[at];
        assert(answer);
        arrives(table, values, answer);
        hidesSecrets(answer);
      }
    },
  },
  {
    name: 'every value arrives from a real environment too',
    action: () => {
      for (const [at, table] of allTables.entries()) {
        const { values, environment } = given(table, at, (text) => !text.includes('\0'));
        arrives(table, values, loadFromEnvironment(folder, { config: at, values: environment }));
      }
    },
  },
  {
    name: 'without variables, and with empty ones, defaults hold and everything required is told at once',
    action: () => {
      const cases = allTables.flatMap((table, at) =>
        [undefined, ''].map((text) => ({
          table,
          text,
          request: {
            config: at,
            values: text === undefined ? {} : Object.fromEntries(table.map((entry) => [platformVariable(entry), text])),
          },
        })),
      );
      const answers = load(
        folder,
        cases.map(({ request }) => request),
      );
      for (const [at, { table, text }] of cases.entries()) {
        const answer = answers[at];
        assert(answer);
        const outcomes = table.map((entry) => {
          if (entry.secret === undefined) return expected(entry, text);
          return entry.required ? 'refused' : { is: '' };
        });
        const refused = table.flatMap((entry, index) => (outcomes[index] === 'refused' ? [entry] : []));
        assert.equal((answer.Problems ?? []).length, refused.length, answer.Error);
        for (const [index, { name }] of refused.entries())
          assert(answer.Problems?.[index]?.startsWith(name), `${answer.Problems?.[index]} is not of ${name}`);
        if (refused.length > 0) continue;
        for (const [index, outcome] of outcomes.entries()) {
          const { type, name } = table[index] ?? assert.fail();
          assert.deepEqual({ is: printedMeaning(type, field(answer, index)) }, outcome, name);
        }
      }
    },
  },
  {
    name: 'each required variable is missed in turn, and all together',
    action: () => {
      const { environment } = given(required, 1);
      const names = required.map(platformVariable);
      const answers = load(
        folder,
        [...names.map((name) => [name]), names].map((missing) => ({
          config: config(required),
          values: without(environment, missing),
        })),
      );
      for (const [at, { name }] of required.entries()) assert.deepEqual(named(answers[at] ?? assert.fail()), [name]);
      const together = answers.at(-1) ?? assert.fail();
      assert.deepEqual(
        named(together),
        required.map(({ name }) => name),
      );
      for (const { name } of required)
        assert(together.Error.includes(`\n  ${name}: required, but not set`), together.Error);
    },
  },
  {
    name: 'what a definition may not say is refused, and what it may say is taken, for each type',
    action: () => {
      const cases = typed.flatMap((entry) =>
        nearValues.filter((text) => !text.includes('$(') && text !== '').map((text) => ({ entry, text })),
      );
      const answers = load(
        folder,
        cases.map(({ entry, text }) => ({ config: config(typed), values: { [entry.name]: text } })),
      );
      const wrong = cases.flatMap(({ entry, text }, at) => {
        const answer = answers[at] ?? assert.fail();
        const [inDefinition, inGo] = [definitionTakes(entry.type, text), answer.Problems === null];
        if (!inGo) assert.deepEqual(named(answer), [entry.name]);
        if (!inGo) assert(!answer.Error.includes('hunter2'), 'the password of an address is shown');
        if (inDefinition)
          assert.deepEqual(
            printedMeaning(entry.type, field(answer, typed.indexOf(entry))),
            meaning(entry.type, text),
            text,
          );
        return inDefinition === inGo || (inGo && onlyGoTakes(entry, text))
          ? []
          : [`${entry.type} ${JSON.stringify(text)}`];
      });
      assert.deepEqual(wrong, []);
    },
  },
  {
    name: 'malformed values of all types are told at once, with what is allowed',
    action: () => {
      const values = Object.fromEntries(typed.map(({ name }) => [name, 'no\n"value"']));
      const told = only({ config: config(typed), values }).Error;
      for (const allowed of [
        'whole number',
        'decimal number',
        'true or false',
        'duration such as',
        'https address',
        'port from 1 to 65535',
      ])
        assert(told.includes(allowed), told);
      assert.equal(told.split('\n').length, typed.length);
      const level = only({
        config: config(contract),
        values: { ...given(contract, 0).environment, LOG_LEVEL: 'loud' },
      });
      assert.deepEqual(level.Problems, [
        'LOG_LEVEL: "loud" is not allowed; expected one of ["debug" "info" "warn" "error"]',
      ]);
    },
  },
  {
    name: "a secret's file goes before its variable, and its faults are told without its content or path",
    action: () => {
      const ask = (values: Readonly<Record<string, string>>) => only({ config: config(secrets), values });
      const [file, empty, absent] = [secretFile(`${marker} file\r\n`), secretFile('\n'), join(folder, marker)];
      const directory = join(folder, `${marker}-folder`);
      mkdirSync(directory);
      assert.equal(ask({ DB_PASSWORD: 'value', DB_PASSWORD_FILE: file }).Values.DBPassword, `${marker} file`);
      assert.equal(ask({ DB_PASSWORD: 'value', DB_PASSWORD_FILE: '' }).Values.DBPassword, 'value');
      assert.equal(ask({ DB_PASSWORD: ' a\n' }).Values.DBPassword, ' a\n');
      assert.equal(ask({ DB_PASSWORD_FILE: secretFile('a\n\n') }).Values.DBPassword, 'a\n');
      assert.equal(ask({ DB_PASSWORD_FILE: secretFile('a\r') }).Values.DBPassword, 'a\r');
      const optional = ask({ DB_PASSWORD: 'value', API_KEY_FILE: absent });
      assert.deepEqual([optional.Problems, optional.Values.APIKey], [null, '']);
      assert.equal(ask({ DB_PASSWORD: 'value', API_KEY_FILE: absent, API_KEY: 'key' }).Values.APIKey, 'key');
      for (const path of [absent, directory, empty]) {
        const answer = ask({ DB_PASSWORD: `${marker} value`, DB_PASSWORD_FILE: path });
        assert.deepEqual(named(answer), ['DB_PASSWORD_FILE']);
        hidesSecrets(answer);
      }
      assert.deepEqual(named(ask({ DB_PASSWORD: 'value', API_KEY_FILE: directory })), ['API_KEY_FILE']);
    },
  },
  {
    name: 'the other form of a secret is left alone where something else has its name',
    action: () => {
      const file = secretFile('key');
      const answer = only({
        config: config(clashing),
        values: { TOKEN: 'token', TOKEN_FILE: '/no/file', KEY_FILE: file, PIN: 'pin' },
      });
      assert.deepEqual(answer.Problems, null);
      const { Token, TokenFile, Key, KeyFile, Pin, Pin2 } = answer.Values;
      assert.deepEqual([Token, TokenFile, Key, KeyFile, Pin, Pin2], ['token', '/no/file', 'key', '', 'pin', '']);
    },
  },
  {
    name: 'a reload takes only what may change while the process runs',
    action: () => {
      const values = given(contract, 0).environment;
      const next = {
        ...values,
        LOG_LEVEL: 'debug',
        SERVER_RATE_LIMIT: '2.5',
        SERVER_PORT: '9',
        DB_PASSWORD_FILE: secretFile('new'),
      };
      const { Values, Reloaded } = only({ config: config(contract), values, next });
      assert.deepEqual(Reloaded, { ...Values, LogLevel: 'debug', ServerRateLimit: '2.5', DBPassword: 'new' });
    },
  },
];

try {
  await suite('go', steps);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
