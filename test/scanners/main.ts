import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { organisation } from '../../apps/organisation.js';
import { type Step, suite } from '../support/suite.js';

/** A scanner that can be had from a package registry: how it is installed, run, and what it prints of what it judged. */
interface Scanner {
  readonly name: string;
  readonly variable: string;
  readonly install: string;
  readonly arguments: (file: string) => readonly string[];
  /** the lines that say what is wrong; throws when too little was judged to believe it */
  readonly findings: (output: string) => readonly string[];
}

const judged = (count: number, output: string): void => {
  if (count < 50) throw new Error(`only ${count} things were judged:\n${output}`);
};

const lines = (output: string): readonly string[] => output.split('\n').filter((line) => line.trim() !== '');

const scanners: readonly Scanner[] = [
  {
    name: 'kube-score',
    variable: 'KUBE_SCORE',
    install: 'go install github.com/zegl/kube-score/cmd/kube-score@v1.20.0',
    arguments: (file) => [
      'score',
      ...['container-seccomp-profile', 'container-ports-check'].flatMap((test) => ['--enable-optional-test', test]),
      '-o',
      'ci',
      file,
    ],
    findings: (output) => {
      judged(lines(output).length, output);
      return lines(output).filter((line) => !/^\[(OK|SKIPPED)\]/.test(line));
    },
  },
  {
    name: 'checkov',
    variable: 'CHECKOV',
    install: 'pip install checkov==3.3.30',
    arguments: (file) => ['-f', file, '--framework', 'kubernetes', '--compact', '--quiet', '--skip-download'],
    findings: (output) => {
      const [, passed = '0'] = /Passed checks: (\d+)/.exec(output) ?? [];
      judged(Number(passed), output);
      return lines(output).filter((line) => /^(Check:|\s+FAILED)/.test(line));
    },
  },
];

const program = ({ name, variable }: Scanner): string => process.env[variable] ?? name;

const missing = scanners.filter((scanner) => spawnSync(program(scanner), ['--help']).error !== undefined);
if (missing.length > 0) {
  for (const { name, variable, install } of missing)
    console.error(`test:scanners needs ${name}: ${install}, and put it on the PATH or name it in ${variable}`);
  process.exit(69);
}

/** The manifests of the example organisation, one file an environment. */
const folder = mkdtempSync(join(tmpdir(), 'slipway-scanners-'));
(await organisation(folder)).synth();
const environments = readdirSync(folder).filter((name) => !name.startsWith('.'));
for (const name of environments) {
  const files = readdirSync(join(folder, name)).sort();
  const texts = files.map((file) => readFileSync(join(folder, name, file), 'utf8'));
  writeFileSync(join(folder, `${name}.yaml`), texts.join('---\n'));
}

const step = (scanner: Scanner, environment: string): Step => ({
  name: `${scanner.name} finds nothing in ${environment}`,
  action: () => {
    const file = join(folder, `${environment}.yaml`);
    const { stdout } = spawnSync(program(scanner), scanner.arguments(file), { encoding: 'utf8' });
    const found = scanner.findings(stdout);
    if (found.length > 0) throw new Error(found.join('\n'));
  },
});

await suite(
  'scanners',
  scanners.flatMap((scanner) => environments.map((environment) => step(scanner, environment))),
);
rmSync(folder, { recursive: true, force: true });
