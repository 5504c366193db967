import type { Conflict } from '../files/said.js';
import type { ImageRule } from './rule.js';
import { differ, inImage, told } from './said.js';
import type { ExpectedLabel, ImageSubject } from './subject.js';

const labelOf = ({ image: { labels } }: ImageSubject, name: string): string =>
  Object.hasOwn(labels, name) ? String(labels[name]) : '';

const labelled = (subject: ImageSubject, { name, value, place }: ExpectedLabel): readonly Conflict[] => {
  const text = labelOf(subject, name);
  const said = { ...inImage(subject, { path: `LABEL ${name}`, text }), called: `the label ${name}` };
  if (value !== undefined) {
    const called = `${place.path} of ${place.file}`;
    return differ(said, { called, place: { ...place, value: told(subject, value) }, same: value });
  }
  if (text !== '') return [];
  return [{ places: [said.place], message: `the label ${name} is missing, must say what was built` }];
};

const tagged = (subject: ImageSubject): readonly Conflict[] => {
  const { tagged } = subject.expected;
  if (tagged === undefined || tagged.tag === tagged.version) return [];
  const { tag, version, place } = tagged;
  const [is, wanted] = [told(subject, tag), told(subject, version)];
  return [
    {
      places: [
        { ...place, path: `${place.path}.tag`, value: is },
        { ...place, path: `${place.path}.build.version`, value: wanted },
      ],
      message: `tag of ${place.path} is ${is}, the version that was built has the tag ${wanted}`,
    },
  ];
};

/** What the image says that it is. */
export const labels: readonly ImageRule[] = [
  {
    id: 'image/labels',
    reason: 'the labels are how one finds the team, the commit and the version of an image that runs somewhere',
    fix: 'build the image with "slipway build --push", which gives it the labels of the definition and of the build',
    check: (subject) => [...subject.expected.labels.flatMap((label) => labelled(subject, label)), ...tagged(subject)],
  },
];
