import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { organisation } from '../../apps/organisation.js';
import { suite } from '../support/suite.js';

/** Runs the scanners that can be had here over the example organisation, one set for each environment. */
const folder = mkdtempSync(join(tmpdir(), 'slipway-scanners-'));
(await organisation(folder)).synth();
const environments = readdirSync(folder).filter((name) => !name.startsWith('.'));
for (const name of environments) {
  const files = readdirSync(join(folder, name)).sort();
  writeFileSync(
    join(folder, `${name}.yaml`),
    files.map((file) => readFileSync(join(folder, name, file), 'utf8')).join('---\n'),
  );
}

const kubeScore = process.env.KUBE_SCORE ?? 'kube-score';
if (spawnSync(kubeScore, ['version']).status !== 0) {
  console.error(`test:scanners needs kube-score: install it with
  go install github.com/zegl/kube-score/cmd/kube-score@v1.20.0
and put it on the PATH, or name it in KUBE_SCORE`);
  rmSync(folder, { recursive: true, force: true });
  process.exit(69);
}

const optional = ['container-seccomp-profile', 'container-ports-check'].flatMap((test) => [
  '--enable-optional-test',
  test,
]);

await suite(
  'scanners',
  environments.map((name) => ({
    name: `kube-score finds nothing in ${name}`,
    action: () => {
      const { stdout, stderr } = spawnSync(
        kubeScore,
        ['score', ...optional, '-o', 'ci', join(folder, `${name}.yaml`)],
        { encoding: 'utf8' },
      );
      const lines = stdout.split('\n').filter((line) => line !== '');
      const found = lines.filter((line) => !/^\[(OK|SKIPPED)\]/.test(line));
      if (lines.length < 50) throw new Error(`kube-score judged only ${lines.length} things: ${stderr}`);
      if (found.length > 0) throw new Error(found.join('\n'));
    },
  })),
);
rmSync(folder, { recursive: true, force: true });
