const expressions: Readonly<Record<string, string>> = { '*': '[^/]*', '?': '[^/]', '[': '[', ']': ']' };

/** A glob as a regular expression; what is escaped, or special to expressions only, stands for itself. */
const expression = (glob: string): string =>
  glob.replace(/\\?[^\w\s/-]/gu, (token) => (token in expressions ? `${expressions[token]}` : `\\${token.slice(-1)}`));

/** Whether a pattern hides a path, by matching it or a folder that it is in; `**` stands only at a pattern's beginning. */
export const hides = (pattern: string, path: string): boolean =>
  pattern.startsWith('**/')
    ? new RegExp(`(?:^|/)${expression(pattern.slice(3))}(?:/|$)`).test(path)
    : new RegExp(`^${expression(pattern)}(?:/|$)`).test(path);

/** A path as a pattern that matches nothing else: Docker takes spaces at its ends away, and versions differ in what they escape. */
export const literal = (path: string): string =>
  path.replace(/^\s|\s$/gu, '?').replace(/[+(){}^$]/g, (character) => `\\${character}`);
