import { buildChecks } from '../../../lib/definition/checks/build.js';
import { describeChecks } from '../../support/checks.js';
import { minimal } from '../../support/definitions.js';

const built = (build: object) => minimal({ image: undefined, build });
const stage = { name: 'build', from: 'rust:1.90-slim' };
const custom = (stages: readonly object[], more = {}) =>
  built({ language: 'custom', stages, entrypoint: ['/app/orders'], ...more });

describeChecks(buildChecks, [
  {
    id: 'runtime-packages',
    breaks: built({ language: 'go', packages: { runtime: ['libpq5'] } }),
    path: 'build.packages.runtime',
    says: ['distroless', 'no package manager'],
    passes: built({ language: 'go', runtime: 'slim', packages: { runtime: ['libpq5'] } }),
  },
  {
    id: 'distroless-version',
    breaks: built({ language: 'python', version: '3.12' }),
    path: 'build.version',
    says: ['python 3.12'],
    passes: built({ language: 'python', version: '3.12', runtime: 'slim' }),
  },
  {
    id: 'distroless-version',
    breaks: built({ language: 'node', version: '23' }),
    path: 'build.version',
    says: ['node 23'],
    passes: built({ language: 'node', version: '22.11' }),
  },
  {
    id: 'assets-apart',
    breaks: built({ language: 'node', assets: ['./node_modules/'] }),
    path: 'build.assets[0]',
    says: ['the program itself'],
    passes: built({ language: 'node', assets: ['./views'] }),
  },
  {
    id: 'assets-apart',
    breaks: built({ language: 'python', main: 'report.daily', assets: ['config', 'report'] }),
    path: 'build.assets[1]',
    says: ['the program itself'],
    passes: built({ language: 'python', main: 'report.daily', assets: ['config', 'reports'] }),
  },
  {
    id: 'assets-apart',
    breaks: built({ language: 'go', assets: ['.'] }),
    path: 'build.assets[0]',
    says: ['the whole source'],
    passes: built({ language: 'go', assets: ['./migrations'] }),
  },
  {
    id: 'assets-apart',
    breaks: built({ language: 'go', assets: ['./.slipway/secrets'] }),
    path: 'build.assets[0]',
    says: ['no image'],
    passes: built({ language: 'go', assets: ['.well-known'] }),
  },
  {
    id: 'assets-apart',
    breaks: built({ language: 'node', assets: ['config/.env.local'] }),
    path: 'build.assets[0]',
    says: ['no image'],
    passes: built({ language: 'node', assets: ['config/.environment'] }),
  },
  {
    id: 'assets-apart',
    breaks: { ...built({ language: 'go', assets: ['web/static'] }), name: 'web' },
    path: 'build.assets[0]',
    says: ['the program itself'],
    passes: { ...built({ language: 'go', assets: ['website/static'] }), name: 'web' },
  },
  {
    id: 'stages-fit',
    breaks: custom([stage, stage]),
    path: 'build.stages[1].name',
    says: ['two stages are called build'],
    passes: custom([stage, { ...stage, name: 'final', from: 'build' }]),
  },
  {
    id: 'stages-fit',
    breaks: custom([stage], { entrypoint: [] }),
    path: 'build.entrypoint',
    says: ['nothing says what the last stage runs'],
    passes: custom([stage]),
  },
  {
    id: 'stages-fit',
    breaks: custom([]),
    path: 'build.entrypoint',
    says: ['says itself what runs'],
    passes: built({ language: 'custom' }),
  },
  {
    id: 'secret-in-image',
    breaks: built({ language: 'go', steps: ['export API_TOKEN=abcdefgh12345678 && make'] }),
    path: 'build.steps[0]',
    says: ['everyone who pulls the image'],
    passes: built({ language: 'go', steps: ['make generate'] }),
  },
  {
    id: 'secret-in-image',
    breaks: custom([{ ...stage, variables: { API_TOKEN: 'x' } }]),
    path: 'build.stages[0].variables.API_TOKEN',
    says: ['everyone who pulls the image'],
    passes: custom([{ ...stage, variables: { RUSTFLAGS: '-C target-cpu=x86-64-v2' } }]),
  },
]);
