/** Stands in an expanded text for what nobody can know before the build or the start. */
export const unknown = '\u0000';

/** Whether everything in an expanded text is known. */
export const isKnown = (text: string): boolean => !text.includes(unknown);

const variable = String.raw`\$(?:(?<plain>[A-Za-z_]\w*)|\{(?<braced>[A-Za-z_]\w*)(?:(?<operator>:?[-?+])(?<word>(?:[^{}]|\{[^{}]*\})*))?\})`;
const inDocker = new RegExp(String.raw`\\\$|${variable}`, 'g');
const inCompose = new RegExp(String.raw`\$\$|${variable}`, 'g');

/** Variables with their values; `unknown` is the value of one that is there, and that nobody knows. */
export type Variables = ReadonlyMap<string, string>;

type Groups = Readonly<Record<'plain' | 'braced' | 'operator' | 'word', string | undefined>>;

/** What stands for one reference: `${NAME:-word}` and its kin. */
const replacement = (
  { plain = '', braced = plain, operator = '', word = '' }: Groups,
  variables: Variables,
  expand: (word: string, variables: Variables) => string,
): string => {
  const value = variables.get(braced);
  if (value !== undefined && !isKnown(value)) return unknown;
  const isThere = value !== undefined && (value !== '' || !operator.startsWith(':'));
  if (operator.endsWith('-')) return isThere ? value : expand(word, variables);
  if (operator.endsWith('+')) return isThere ? expand(word, variables) : '';
  return value ?? unknown;
};

const expander =
  (pattern: RegExp): ((text: string, variables: Variables) => string) =>
  (text, variables) =>
    text.replace(pattern, (whole: string, ...rest: readonly unknown[]) => {
      const groups = rest.at(-1) as Groups;
      return groups.plain === undefined && groups.braced === undefined
        ? whole.slice(1)
        : replacement(groups, variables, expander(pattern));
    });

/** A text of a Dockerfile with its variables put in; one without a value is `unknown`. */
export const dockerExpanded = expander(inDocker);

/** A text of a Compose file with its variables put in, and `$$` as one dollar; one without a value is `unknown`. */
export const composeExpanded = expander(inCompose);

/** The variables of a Compose text that have no default of their own. */
export const needed = (text: string): readonly string[] =>
  [...text.matchAll(inCompose)].flatMap(({ groups }) => {
    const { plain, braced, operator = '', word = '' } = (groups ?? {}) as Groups;
    const name = plain ?? braced;
    if (name === undefined) return [];
    return operator.endsWith('-') || operator.endsWith('+') ? needed(word) : [name];
  });
