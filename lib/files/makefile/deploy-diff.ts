import type { LocalService } from '../../local/types/local.js';
import { recipeWord } from '../quoting/make.js';
import { script, type Target, target } from './target.js';

const placeIn = (manifests: string, name: string): string =>
  `${recipeWord(`${manifests}/`)}$$ENVIRONMENT/${recipeWord(`${name}.k8s.yaml`)}`;

/** Shows what the manifests of an environment would change in the cluster; kubectl says by 1 that something differs. */
export const deployDiffTarget = ({ name, manifests, production }: LocalService): Target => {
  // Where synth is run in the workspace itself, its folder is one step nearer.
  const inner = placeIn(manifests.replace(/^\.\.\//, ''), name);
  return target(
    'deploy-diff',
    'shows what a deployment would change in the cluster',
    script(
      `[ -n "$\${ENVIRONMENT-}" ] || ENVIRONMENT=${recipeWord(production)};`,
      `file=${placeIn(manifests, name)};`,
      ...(manifests.startsWith('../') ? [`[ -f "$$file" ] || [ ! -f ${inner} ] || file=${inner};`] : []),
      'command -v kubectl >/dev/null 2>&1 || { echo "kubectl is not installed" >&2; exit 1; };',
      '[ -f "$$file" ] || {',
      `  printf '%s\\n' "$$file is not there: run \\"slipway synth\\", or say make deploy-diff ENVIRONMENT=<environment>" >&2;`,
      '  exit 1; };',
      'set -x; kubectl diff --filename "$$file"; status=$$?; { set +x; } 2>/dev/null;',
      'case $$status in',
      '  0) echo "nothing differs";;',
      '  1) echo "this is what differs";;',
      '  *) exit $$status;;',
      'esac',
    ),
  );
};
