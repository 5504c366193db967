import { Document, isScalar, isSeq, Scalar, type ScalarTag, visit } from 'yaml';
import type { Json } from '../../json.js';
import { isLiteral, yamlLiteral, yamlString } from '../../yaml-scalar.js';
import { marker } from '../marker.js';
import { escaped, isTemplate, type Mapping, sourceOf, type Value } from './value.js';

/** Lists of words, which read best on one line. */
const words = ['cap_add', 'cap_drop', 'command', 'entrypoint', 'profiles', 'secrets', 'security_opt', 'test'];

/** As it is where YAML 1.1 and 1.2 agree on it, a script as a block, everything else in double quotes. */
const written = (text: string, { indent, inFlow = false, implicitKey = false }: Place): string => {
  const plain = yamlString(text);
  if (inFlow) return plain === text && /[,[\]{}]/.test(text) ? JSON.stringify(text) : plain;
  const block = !implicitKey && isLiteral(text) && text.endsWith('\n') && !text.endsWith('\n\n');
  return block ? yamlLiteral(text, indent).slice(0, -1) : plain;
};

interface Place {
  readonly indent: string;
  readonly inFlow?: boolean | null;
  readonly implicitKey?: boolean;
}

/** The library's own tag takes line separators of Unicode and words of YAML 1.1 as they are. */
const textTag: ScalarTag = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  identify: (value) => typeof value === 'string',
  resolve: (text) => text,
  stringify: ({ type, value }, context) =>
    type === Scalar.QUOTE_SINGLE ? `'${String(value)}'` : written(String(value), context as Place),
};

/** Every fixed text escaped, every template as it is, and nothing for what is undefined. */
const interpolated = (value: Value): Json => {
  if (typeof value === 'string') return escaped(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(interpolated);
  if (isTemplate(value)) return sourceOf(value);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, child]) => (child === undefined ? [] : [[key, interpolated(child)]])),
  );
};

/** The text of a Compose file: the marker, a comment of several lines, and the content in the order that it has. */
export const composeText = (madeFrom: string, comment: readonly string[], content: Mapping): string => {
  const document = new Document(interpolated(content), {
    customTags: (tags) => [...tags.filter((tag) => typeof tag === 'string' || tag.tag !== textTag.tag), textTag],
    aliasDuplicateObjects: false,
  });
  visit(document, {
    Pair: (_, { key, value }) => {
      if (!isScalar(key) || !isSeq(value)) return;
      if (words.includes(String(key.value)))
        value.flow = value.items.every((item) => isScalar(item) && !String(item.value).includes('\n'));
      if (key.value === 'ports') for (const port of value.items) if (isScalar(port)) port.type = Scalar.QUOTE_SINGLE;
    },
  });
  const text = document.toString({ lineWidth: 0, flowCollectionPadding: false });
  return [marker('hash', madeFrom), ...comment.map((line) => `# ${line}`), text].join('\n');
};
