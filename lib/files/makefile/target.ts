/** One target of a Makefile: a name that people type, what it does in a few words, and its recipe. */
export interface Target {
  readonly name: string;
  readonly description: string;
  /** targets that come before it */
  readonly needs: readonly string[];
  /** commands of the shell, already quoted for make; each begins a line of the recipe */
  readonly recipe: readonly string[];
}

/** A target whose recipe is these commands. */
export const target = (name: string, description: string, ...recipe: readonly string[]): Target => ({
  name,
  description,
  needs: [],
  recipe,
});

/** Lines of one shell script as one command of a recipe; make does not print it, so that it says itself what it runs. */
export const script = (...lines: readonly string[]): string => `@${lines.join(' \\\n\t')}`;

/** The target's lines in the Makefile. */
export const rendered = ({ name, needs, recipe }: Target): readonly string[] => [
  '',
  [`${name}:`, ...needs].join(' '),
  ...recipe.map((command) => `\t${command}`),
];
