import { deepStrictEqual, match, ok, strictEqual } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makefile } from '../../lib/files/makefile.js';
import type { LocalService } from '../../lib/local/types/local.js';
import { finishedOrders, goOrders } from '../support/local-orders.js';
import type { Step } from '../support/suite.js';
import { languages } from './languages.js';
import { type Run, type Workshop, workshop } from './workshop.js';

const within = (service: LocalService, use: (shop: Workshop) => void, standIns?: readonly string[]): void => {
  const shop = workshop(makefile(service), standIns);
  try {
    use(shop);
  } finally {
    shop.remove();
  }
};

const targets = ['build', 'test', 'lint', 'docker', 'push', 'run', 'deploy-diff', 'help'];

const program = `package main

import "fmt"

var Version, GitCommit, BuildTime string

func main() { fmt.Printf("%s|%s|%s", Version, GitCommit, BuildTime) }
`;

const hasGo = spawnSync('go', ['version']).error === undefined;

/** What the targets of each language do. */
export const commands: readonly Step[] = [
  {
    name: 'help is what make says by itself, with every target',
    action: () =>
      within(goOrders, ({ make }) => {
        const { status, output } = make([]);
        strictEqual(status, 0);
        for (const target of targets) match(output, new RegExp(`^  ${target} +\\S`, 'm'));
      }),
  },
  {
    name: 'every recipe of every language is a script that the shell understands',
    action: () => {
      for (const service of [finishedOrders, ...languages])
        within(service, ({ make }) => {
          const known = makefile(service).match(/^[a-z-]+(?=:)/gm) ?? [];
          ok(known.length >= 3);
          for (const target of known) {
            const { status, output } = make(['-n', target]);
            strictEqual(status, 0, output);
            const { stderr } = spawnSync('sh', ['-n'], { input: output, encoding: 'utf8' });
            strictEqual(stderr, '', `${target}: ${output}`);
          }
        });
    },
  },
  {
    name: 'deploy-diff takes differences for no failure, says what is missing, and fails where kubectl does',
    action: () =>
      within({ ...goOrders, manifests: 'my dist' }, ({ make, folder }) => {
        const without = make(['deploy-diff']);
        match(without.output, /my dist\/production\/orders\.k8s\.yaml is not there: run "slipway synth"/);
        strictEqual(without.status, 2);
        const file = join(folder, 'my dist/staging/orders.k8s.yaml');
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, '');
        const run = (status: number): Run =>
          make(['deploy-diff', 'ENVIRONMENT=staging'], { KUBECTL_STATUS: String(status) });
        deepStrictEqual(run(0).calls, [['kubectl', 'diff', '--filename', 'my dist/staging/orders.k8s.yaml']]);
        deepStrictEqual([run(0).status, run(1).status, run(2).status], [0, 0, 2]);
      }),
  },
  {
    name: 'run says that slipway generate makes what is never committed',
    action: () => {
      const credentials = [{ key: 'DB_PASSWORD', value: 'local', description: '' }];
      within({ ...goOrders, local: { ...goOrders.local, credentials } }, ({ make, folder }) => {
        const { status, output, calls } = make(['run']);
        deepStrictEqual([status, calls], [2, []]);
        match(output, /\.env is not there: it is never committed; run "slipway generate --workspace \.\.\/\.\."/);
        writeFileSync(join(folder, '.env'), '');
        deepStrictEqual(make(['run']).calls, [['docker', 'compose', 'up', '--build']]);
      });
    },
  },
  ...(hasGo
    ? [
        {
          name: 'the real Go builds a program that knows what it is called, spaces and dollars too',
          action: () =>
            within(
              goOrders,
              ({ make, folder }) => {
                mkdirSync(join(folder, 'cmd/server'), { recursive: true });
                writeFileSync(join(folder, 'go.mod'), 'module example.com/orders\n');
                writeFileSync(join(folder, 'cmd/server/main.go'), program);
                const version = 'größer $(x) `y` -extld=z; #';
                const { status, output } = make(['build', `VERSION=${version}`], { COMMIT: 'a $$ b' });
                strictEqual(status, 0, output);
                const { stdout } = spawnSync(join(folder, 'bin/orders'), { encoding: 'utf8' });
                strictEqual(stdout, `${version}|a $$ b|1970-01-01T00:00:00Z`);
              },
              [],
            ),
        },
      ]
    : []),
];
