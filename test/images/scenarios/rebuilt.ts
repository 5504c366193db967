import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { holds, same } from '../../docker/expect.js';
import type { Step } from '../../support/suite.js';
import type { Context } from '../context.js';
import { built } from '../locked.js';
import { allManifests, differing } from '../manifests.js';
import { ended } from '../outcome.js';
import { type Clone, identityOf } from '../workspace.js';

/** A service that is built anew changes its own entry and its own manifests. */
export const rebuiltSteps = ({ slipway, registry }: Context, clone: Clone): readonly Step[] => {
  const output = join(clone.apps, 'dist');
  return [
    {
      name: 'an image that is built anew changes its own entry of the lock and nothing else',
      action: async () => {
        const { ledger: before, ...others } = clone.lock();
        clone.edit('ledger/cmd/server/main.go', 'log.Info("stopped")', 'log.Info("has stopped")');
        await clone.commit('Say it otherwise');
        const identity = await identityOf(clone, 'HEAD');
        ended('slipway build', await slipway(clone, ['build', '--push', 'ledger']), 0);
        const { ledger, ...now } = clone.lock();
        same('the other entries', now, others);
        const entry = built(clone, 'ledger');
        same('the tag', entry.tag, identity.version);
        same('the digest', entry.digest, await registry.digest('acme/ledger', identity.version));
        const old = before?.['*'];
        holds('the digest is still the same', entry.digest !== old?.digest);
        holds('the context is still the same', entry.build.context !== old?.build?.context);
        same('the Dockerfile', entry.build.dockerfile, old?.build?.dockerfile);
        same(
          'what differs in the entry',
          { ...ledger?.['*'], tag: 0, digest: 0, build: 0 },
          { ...old, tag: 0, digest: 0, build: 0 },
        );
        await onlyItsLines(clone);
      },
    },
    {
      name: 'the same build again leaves the lock as it is, to the byte',
      action: async () => {
        const before = readFileSync(clone.lockFile, 'utf8');
        ended('slipway build', await slipway(clone, ['build', '--push', 'ledger']), 0);
        same('the lock', readFileSync(clone.lockFile, 'utf8'), before);
      },
    },
    {
      name: 'synth then changes the manifests of that service and of no other',
      action: async () => {
        const before = allManifests(output);
        ended('slipway synth', await slipway(clone, ['synth', '--output', output]), 0);
        same('the manifests that differ', differing(before, allManifests(output)), [
          'dev/ledger.k8s.yaml',
          'production/ledger.k8s.yaml',
          'staging/ledger.k8s.yaml',
        ]);
        await clone.commit('Run the ledger that was built');
      },
    },
  ];
};

/** Throws where git tells a changed line of the lock that is not within the entry of the ledger, which stands first. */
const onlyItsLines = async (clone: Clone): Promise<void> => {
  const difference = await clone.git('diff', '--unified=0', '--', 'apps/images.lock.json');
  const lines = [...difference.matchAll(/^@@ -(\d+)/gm)].map(([, line]) => Number(line));
  const end = readFileSync(clone.lockFile, 'utf8').split('\n').indexOf('  },') + 1;
  holds(`git sees no difference in the lock`, lines.length > 0);
  same(
    'changed lines beyond the entry of the ledger',
    lines.filter((line) => line > end),
    [],
  );
};
