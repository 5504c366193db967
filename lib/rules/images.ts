import type { Container } from './pods.js';
import { type Problem, unless } from './problem.js';
import { catalogue } from './rule.js';
import { containers } from './scopes.js';
import { isSet, show, textAt } from './values.js';

const imageOf = ({ fields }: Container): string => textAt(fields, 'image') ?? '';

/** The text after the last colon, which is kube-score's notion of a tag; a digest counts as one. */
const tagOf = (image: string): string => (image.includes(':') ? image.slice(image.lastIndexOf(':') + 1) : '');

const isLatest = (image: string): boolean => tagOf(image) === '' || tagOf(image) === 'latest';

const image =
  (allowed: string, accepts: (image: string) => boolean) =>
  (container: Container): readonly Problem[] =>
    unless(accepts(imageOf(container)), 'image', `image is ${show(imageOf(container))}, ${allowed}`);

const pulls =
  (accepts: (policy: unknown, image: string) => boolean) =>
  (container: Container): readonly Problem[] => {
    const policy = container.fields.imagePullPolicy;
    return unless(
      accepts(policy, imageOf(container)),
      'imagePullPolicy',
      `imagePullPolicy is ${show(policy)}, must be Always`,
    );
  };

/** kube-linter's BlockList for the tag: `:latest`, no colon at all, no colon or digest after the last slash. */
const blocked = [/:latest$/, /^[^:]*$/, /\/[^/:@]+$/];

/** Which image runs, and whether it is asked for again. */
export const images = catalogue([
  {
    ids: ['kube-score/container-image-tag'],
    reason: 'without a fixed tag nobody knows which version runs, and a rollback brings back the same',
    fix: 'give the image a tag, or take its digest from images.lock.json',
    check: containers(image('must have a tag other than latest', (name) => !isLatest(name))),
  },
  {
    ids: ['kube-linter/latest-tag'],
    reason: 'without a fixed tag nobody knows which version runs, and a rollback brings back the same',
    fix: 'give the image a tag, or take its digest from images.lock.json',
    check: containers(
      image('must have a tag other than latest, or a digest', (name) => !blocked.some((wrong) => wrong.test(name))),
    ),
  },
  {
    ids: ['polaris/tagNotSpecified'],
    reason: 'without a fixed tag nobody knows which version runs, and a rollback brings back the same',
    fix: 'give the image a tag, or take its digest from images.lock.json',
    check: containers(
      image('must have a tag other than latest', (name) => /^.+:.+$/.test(name) && !/:latest$/.test(name)),
    ),
  },
  {
    ids: ['kubescape/C-0306'],
    reason: 'a tag can be moved, a digest cannot',
    fix: 'build the image, so that images.lock.json has its digest, and let the environment demand digests',
    check: containers(image('must be pinned by @sha256:…', (name) => /@sha256:[0-9a-f]{64}$/.test(name))),
  },
  {
    ids: ['kube-score/container-image-pull-policy'],
    reason: 'only a pull checks that this pod may have the image',
    fix: 'leave imagePullPolicy to the kit, or remove the patch that changes it',
    check: containers(pulls((policy, name) => policy === 'Always' || (!isSet(policy) && isLatest(name)))),
  },
  {
    ids: ['polaris/pullPolicyNotAlways'],
    reason: 'only a pull checks that this pod may have the image',
    fix: 'leave imagePullPolicy to the kit, or remove the patch that changes it',
    check: containers(pulls((policy) => policy === 'Always')),
  },
  {
    ids: ['kubescape/C-0075'],
    reason: 'a node keeps an old copy of a tag that moves',
    fix: 'give the image a tag other than latest',
    check: containers(pulls((policy, name) => policy === 'Always' || !isLatest(name))),
  },
]);
