import { spawnSync } from 'node:child_process';
import { suite } from '../support/suite.js';
import { commands } from './commands.js';
import { identities } from './identity.js';
import { values } from './values.js';

/** Runs generated Makefiles by the real make and git, with stand-ins for docker, kubectl and go. */
const missing = ['make', 'git'].filter((program) => spawnSync(program, ['--version']).error !== undefined);
if (missing.length > 0) {
  console.error(`test:make needs ${missing.join(' and ')}: apt-get install ${missing.join(' ')}`);
  process.exit(69);
}

await suite('make', [...commands, ...values, ...identities]);
