import type { Definition } from '../index.js';
import { check } from './check.js';

const linkReserved = check('link-reserved', ['links'], ({ links }) =>
  (['owner', 'description'] as const).flatMap((name) =>
    Object.hasOwn(links, name)
      ? [
          {
            path: `links.${name}`,
            message: `the annotation a8r.io/${name} comes from ${name === 'owner' ? 'team' : 'description'}`,
            value: `${links[name]}`,
            fix: 'give the link another name',
          },
        ]
      : [],
  ),
);

/** What may be said in annotations; Kubernetes takes 262,144 bytes an object, and the kit and controllers need some. */
const mostAnnotationBytes = 200_000;

const size = (annotations: Readonly<Record<string, string>>): number =>
  Object.entries(annotations).reduce((sum, entry) => sum + Buffer.byteLength(entry.join('')), 0);

const annotationsOf = ({ annotations, podAnnotations, links, network, security }: Definition) => [
  { path: 'annotations', size: size(annotations) },
  { path: 'podAnnotations', size: size(podAnnotations) },
  { path: 'links', size: size(links) },
  { path: 'network.service.annotations', size: size(network.service.annotations) },
  ...Object.entries(network.services).map(([name, one]) => ({
    path: `network.services.${name}.annotations`,
    size: size(one.annotations),
  })),
  ...network.expose.map((one, at) => ({ path: `network.expose[${at}].annotations`, size: size(one.annotations) })),
  { path: 'security.serviceAccount.annotations', size: size(security.serviceAccount.annotations) },
];

const annotationsFit = check(
  'annotations-fit',
  ['annotations', 'podAnnotations', 'links', 'network', 'security'],
  (definition) => {
    const all = annotationsOf(definition);
    const total = all.reduce((sum, one) => sum + one.size, 0);
    if (total <= mostAnnotationBytes) return [];
    const largest = all.reduce((most, one) => (one.size > most.size ? one : most));
    return [
      {
        path: largest.path,
        message: `all annotations together hold ${total} bytes, more than an object takes`,
        value: `${total} bytes`,
        allowed: `at most ${mostAnnotationBytes} bytes together`,
        fix: 'move large texts to config.files or to a page in links',
      },
    ];
  },
);

/** Checks of annotations. */
export const annotationChecks = [linkReserved, annotationsFit];
