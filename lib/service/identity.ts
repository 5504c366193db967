import { present } from '../present.js';
import { type Context, systemOf } from './context.js';
import type { Labels } from './types/labels.js';

/** A text as a label value: what does not fit is left out at the end. */
const labelValue = (text: string): string =>
  text
    .replace(/[^-A-Za-z0-9_.]/g, '-')
    .slice(0, 63)
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');

/** The version that labels carry: what its build was called, else the image's tag, else the first digits of its digest. */
export const versionOf = ({ image }: Pick<Context, 'image'>): string => {
  const text = labelValue(image.version ?? image.tag ?? '');
  return text === '' ? (image.digest ?? '').slice('sha256:'.length).slice(0, 12) : text;
};

/** Names, labels and annotations. */
export const identity = (context: Context) => {
  const { definition, environment, environmentName } = context;
  const { name, team, workload } = definition;
  const own = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': name };
  const component = definition.component ?? workload.kind;
  const version = versionOf(context);
  const labels: Labels = {
    ...definition.labels,
    ...own,
    app: name,
    version,
    owner: team.name,
    'app.kubernetes.io/version': version,
    'app.kubernetes.io/component': component,
    'app.kubernetes.io/part-of': systemOf(definition),
    'app.kubernetes.io/managed-by': 'slipway',
  };
  const about: Labels = {
    ...(definition.description !== undefined && { 'a8r.io/description': definition.description }),
    ...(team.email !== undefined && { email: team.email }),
    'a8r.io/owner': team.name,
    ...Object.fromEntries(Object.entries(definition.links).map(([link, url]) => [`a8r.io/${link}`, url])),
  };
  return present({
    name,
    team: present(team),
    system: systemOf(definition),
    component,
    version,
    description: definition.description,
    links: definition.links,
    environment: {
      name: environmentName,
      kubernetes: environment.kubernetes,
      local: environment.local,
      dns: environment.dns,
    },
    namespace: context.namespace,
    labels,
    podLabels: { ...labels, ...workload.selector },
    selector: workload.selector ?? own,
    about,
    annotations: definition.annotations,
    podAnnotations: { ...definition.annotations, ...definition.podAnnotations },
  });
};
