import { exec, gives } from './grants.js';
import { type Problem, unless } from './problem.js';
import { type Check, catalogue } from './rule.js';
import { objects } from './scopes.js';
import { listAt, show, textsAt } from './values.js';

const givesNoShell = (kind: string): Check =>
  objects([kind], (role) =>
    listAt(role, 'rules').flatMap((rule, index) =>
      unless(
        !gives(rule, exec),
        `rules[${index}]`,
        `the rule gives ${shown(rule)}, must not give exec or attach on pods`,
      ),
    ),
  );

const shown = (rule: unknown): string => `${show(textsAt(rule, 'verbs'))} on ${show(textsAt(rule, 'resources'))}`;

const noWildcard = (rule: unknown, path: string): readonly Problem[] =>
  ['verbs', 'resources'].flatMap((field) =>
    unless(!textsAt(rule, field).includes('*'), `${path}.${field}`, `${field} contains "*", must name each`),
  );

const shell = 'a command in a pod is a command with all of its secrets';
const narrow = 'let the role name only the resources and verbs that the service uses';

/** What roles give. */
export const roles = catalogue([
  { ids: ['polaris/rolePodExecAttach'], reason: shell, fix: narrow, check: givesNoShell('Role') },
  { ids: ['polaris/clusterrolePodExecAttach'], reason: shell, fix: narrow, check: givesNoShell('ClusterRole') },
  {
    ids: ['kube-linter/wildcard-in-rules'],
    reason: 'a wildcard gives what does not exist yet',
    fix: narrow,
    check: objects(['Role', 'ClusterRole'], (role) =>
      listAt(role, 'rules').flatMap((rule, index) => noWildcard(rule, `rules[${index}]`)),
    ),
  },
]);
