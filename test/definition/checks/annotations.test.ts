import { annotationChecks } from '../../../lib/definition/checks/annotations.js';
import { describeChecks } from '../../support/checks.js';
import { minimal } from '../../support/definitions.js';

const text = (bytes: number) => 'x'.repeat(bytes);

describeChecks(annotationChecks, [
  {
    id: 'link-reserved',
    breaks: minimal({ links: { owner: 'https://example.com' } }),
    path: 'links.owner',
    says: ['a8r.io/owner', 'team'],
    passes: minimal({ links: { owners: 'https://example.com' } }),
  },
  {
    id: 'annotations-fit',
    breaks: minimal({ podAnnotations: { a: text(60_000), b: text(60_000), c: text(60_000), d: text(19_997) } }),
    path: 'podAnnotations',
    says: ['200001 bytes'],
    passes: minimal({ podAnnotations: { a: text(60_000), b: text(60_000), c: text(60_000), d: text(19_996) } }),
  },
  {
    id: 'annotations-fit',
    breaks: minimal({ network: { expose: { host: 'a.example.com', annotations: { snippet: text(200_000) } } } }),
    path: 'network.expose[0].annotations',
    says: ['200007 bytes'],
    passes: minimal({ network: { expose: { host: 'a.example.com', annotations: { snippet: text(199_000) } } } }),
  },
  {
    id: 'annotations-fit',
    breaks: minimal({ network: { services: { pub: { ports: ['http'], annotations: { snippet: text(200_000) } } } } }),
    path: 'network.services.pub.annotations',
    says: ['200007 bytes'],
    passes: minimal({ network: { services: { pub: { ports: ['http'], annotations: { snippet: text(9) } } } } }),
  },
]);
