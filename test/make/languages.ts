import type { LocalService } from '../../lib/local/types/local.js';
import { builtBy, goImage, goOrders } from '../support/local-orders.js';

const final = { kind: 'slim', image: 'debian:trixie-slim' } as const;
const common = { builder: 'builder:1', steps: [], assets: [], final } as const;
const secret = { id: 'my-token', target: '/run/secrets/token' };

/** The same service in every language, with everything that changes a recipe. */
export const languages: readonly LocalService[] = [
  goOrders,
  builtBy({ ...goImage.recipe, tags: ['netgo', 'osusergo'], private: ['git.example.com/*'], secret }),
  ...(['npm', 'pnpm', 'yarn'] as const).map((packageManager) =>
    builtBy({ ...common, language: 'node', main: 'dist/main.js', output: 'dist', packageManager, script: 'build' }),
  ),
  builtBy({ ...common, language: 'node', main: 'main.js', output: 'main.js', packageManager: 'npm' }),
  builtBy({ ...common, language: 'python', main: 'app.main', module: 'app', requirements: 'requirements.txt' }),
  builtBy({ language: 'static', root: 'my public', server: { image: 'server:1', from: '/s', to: '/s' }, final }),
  builtBy({
    language: 'custom',
    stages: [
      {
        name: 'build',
        from: 'rust:1',
        workdir: '/app',
        variables: {},
        steps: [{ kind: 'run', command: 'cargo build', cache: [], secrets: [secret] }],
      },
    ],
  }),
];
