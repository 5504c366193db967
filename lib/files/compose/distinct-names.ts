/** What something would like to be called: its short name, or one that tells it from others that want the same. */
export interface Wish {
  readonly short: string;
  readonly long: string;
}

const counted = (name: string, used: ReadonlySet<string>, count = 2): string =>
  used.has(`${name}-${count}`) ? counted(name, used, count + 1) : `${name}-${count}`;

/** A name for each wish, none of them taken: the short one where nobody else wants it, else the long one, else one with a number. */
export const distinctNames = (wishes: readonly Wish[], taken: readonly string[]): readonly string[] => {
  const wanted = [...taken, ...wishes.map(({ short }) => short)];
  const alone = (name: string): boolean => wanted.filter((other) => other === name).length === 1;
  // Short names that stand are given first, so that nobody's long name takes one.
  const used = new Set([...taken, ...wishes.filter(({ short }) => alone(short)).map(({ short }) => short)]);
  return wishes.map(({ short, long }) => {
    if (alone(short)) return short;
    const name = used.has(long) ? counted(long, used) : long;
    used.add(name);
    return name;
  });
};
