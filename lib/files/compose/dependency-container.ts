import type { LocalDependency } from '../../local/types/local.js';
import type { Mapping, Template } from './value.js';

/** What one service has in a dependency: a user, its password, and a database, virtual host or bucket. */
export interface Account {
  readonly user: string;
  readonly password: Template;
  readonly database: string;
}

/** A dependency as a container: one service's own, or shared by the services of a workspace. */
export interface DependencyContainer extends Pick<LocalDependency, 'kind' | 'version' | 'image' | 'port'> {
  /** its name in Compose, which is also its host name */
  readonly name: string;
  /** the named volume of its data */
  readonly volume: string;
  /** one for each service that uses it; none for kinds without users */
  readonly accounts: readonly Account[];
  /** true where the accounts are made by a script: they come and go with services, or have names that images do not quote */
  readonly scripted: boolean;
}

/** A script that is run in the container after each start, once for each account; what depends on the container waits for it. */
export interface Setup {
  readonly script: string;
  /** what the script finds in its environment beside ACCOUNT, PASSWORD and DATABASE, for one account */
  readonly more?: (account: Account) => Mapping;
}

/** What a kind of dependency says about its container. */
export interface KindPart {
  /** the folder of its data */
  readonly folder: string;
  /** whether it can be asked, as an exec array */
  readonly check: readonly string[];
  /** how long an answer may take */
  readonly checkSeconds: number;
  /** failures in this time after the start do not count */
  readonly startSeconds: number;
  readonly memory: string;
  /** how long it may take to stop in good order */
  readonly graceSeconds: number;
  /** the user of the image that it runs as; absent keeps the image's own */
  readonly user?: string;
  readonly environment?: Mapping;
  readonly command?: readonly (string | Template)[];
  /** how users and databases are made, where the image does not do that itself */
  readonly setup?: Setup;
  readonly others?: { readonly hostname?: string; readonly shm_size?: string };
}

const scriptPath = '/etc/slipway/account.sh';

const scriptName = ({ name }: Pick<DependencyContainer, 'name'>): string => `${name}-account`;

/** Names and passwords reach the script by its environment, so that nothing has to quote them. */
const afterStart = (accounts: readonly Account[], { more }: Setup): readonly Mapping[] =>
  accounts.map((account) => ({
    command: ['sh', scriptPath],
    environment: {
      ACCOUNT: account.user,
      PASSWORD: account.password,
      DATABASE: account.database,
      ...more?.(account),
    },
  }));

/** The script of a container as a Compose config, where it has one. */
export const scriptOf = (container: Pick<DependencyContainer, 'name'>, { setup }: Pick<KindPart, 'setup'>): Mapping =>
  setup === undefined ? {} : { [scriptName(container)]: { content: setup.script } };

/** The container of a dependency as Compose starts it. */
export const containerOf = (container: DependencyContainer, part: KindPart): Mapping => ({
  image: container.image,
  volumes: [`${container.volume}:${part.folder}`],
  environment: part.environment,
  command: part.command,
  restart: 'unless-stopped',
  healthcheck: {
    test: ['CMD', ...part.check],
    interval: '5s',
    timeout: `${part.checkSeconds}s`,
    retries: 10,
    start_period: `${part.startSeconds}s`,
  },
  user: part.user,
  cap_drop: ['ALL'],
  deploy: { resources: { limits: { memory: part.memory } } },
  security_opt: ['no-new-privileges:true'],
  stop_grace_period: `${part.graceSeconds}s`,
  ...(part.setup !== undefined && {
    configs: [{ source: scriptName(container), target: scriptPath }],
    post_start: afterStart(container.accounts, part.setup),
  }),
  ...part.others,
});
