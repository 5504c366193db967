import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { same } from '../../docker/expect.js';
import type { Step } from '../../support/suite.js';
import type { Context } from '../context.js';
import { allManifests, differing } from '../manifests.js';
import { ended } from '../outcome.js';
import type { Clone } from '../workspace.js';

/** The commands that a message tells between quotation marks, such as `slipway build --push ledger`. */
const commandsIn = (text: string): readonly (readonly string[])[] =>
  [...new Set([...text.matchAll(/"slipway ([^"]+)"/g)].map(([, command = '']) => command))].map((command) =>
    command.split(' '),
  );

/** What synth refuses of a lock, with the command that mends it. */
export const staleSteps = ({ slipway }: Context, clone: Clone): readonly Step[] => {
  const output = join(clone.apps, 'dist');
  const synth = ['synth', '--output', output];
  /** Runs the commands that a refusal names, in its order, and synth again. */
  const mend = async (refusal: string, expected: readonly string[]): Promise<void> => {
    const commands = commandsIn(refusal);
    same(
      'the commands',
      commands.map((command) => command.join(' ')),
      expected,
    );
    for (const command of commands) {
      ended(`slipway ${command.join(' ')}`, await slipway(clone, command), 0);
      if (command[0] === 'generate') await clone.commit('Generate');
    }
    ended('slipway synth', await slipway(clone, synth), 0);
  };
  /** Lets synth judge another text of the lock; the old one and all manifests stay as they were. */
  const refused = async (lock: string, ...texts: readonly (string | RegExp)[]): Promise<string> => {
    const [old, before] = [readFileSync(clone.lockFile, 'utf8'), allManifests(output)];
    writeFileSync(clone.lockFile, lock);
    const outcome = await slipway(clone, synth);
    writeFileSync(clone.lockFile, old);
    const said = ended('slipway synth', outcome, 1, ...texts);
    same('the manifests that differ', differing(before, allManifests(output)), []);
    return said;
  };
  const changed = (change: (lock: Record<string, Record<string, Record<string, unknown>>>) => void): string => {
    const lock = JSON.parse(readFileSync(clone.lockFile, 'utf8'));
    change(lock);
    return JSON.stringify(lock);
  };
  return [
    {
      name: 'an image that is older than the definition is refused in production, and the commands of the refusal mend it',
      action: async () => {
        clone.edit('ledger/service.yaml', 'ports: { http: 8080,', 'ports: { http: 8080, admin: 9091,');
        const said = ended('slipway synth', await slipway(clone, synth), 1, 'ledger/service.yaml', 'image-stale');
        await mend(said, ['generate', 'build --push ledger']);
        await clone.commit('Run the ledger with its new port');
      },
    },
    {
      name: 'an image that the lock does not have is refused in production, with the command that builds it',
      action: async () => {
        const without = changed((lock) => {
          delete lock.report;
        });
        const said = await refused(without, 'report/service.yaml', 'image-pinned', 'in production');
        const unpinned = changed((lock) => {
          delete lock.report?.['*']?.digest;
        });
        await refused(unpinned, 'report/service.yaml', 'digest-required');
        writeFileSync(clone.lockFile, without);
        await mend(said, ['build --push report']);
      },
    },
    {
      name: 'a lock that is no JSON or not of its form is refused with its path, and with what mends it',
      action: async () => {
        const whole = readFileSync(clone.lockFile, 'utf8');
        const mends = 'slipway build --push';
        await refused(whole.slice(0, -40), 'images.lock.json', 'no JSON', mends);
        await refused('', 'images.lock.json', 'no JSON', mends);
        const short = changed((lock) => {
          Object.assign(lock.ledger?.['*'] ?? {}, { digest: 'sha256:short' });
        });
        await refused(short, 'images.lock.json', 'ledger["*"].digest', 'sha256:short', mends);
        const unknown = changed((lock) => {
          Object.assign(lock.ledger?.['*'] ?? {}, { digset: `sha256:${'0'.repeat(64)}` });
        });
        await refused(unknown, 'images.lock.json', 'digset', 'did you mean "digest"');
      },
    },
  ];
};
