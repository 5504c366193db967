/** Declarations of a Go file with the packages that they need. */
export interface Piece {
  readonly imports: readonly string[];
  /** one or more declarations, without blank lines around them */
  readonly text: string;
}

/** A Go file of its pieces: first line, what the package is for, imports sorted and named once, declarations. */
export const goFile = (firstLine: string, documentation: string, name: string, pieces: readonly Piece[]): string => {
  const imports = [...new Set(pieces.flatMap((piece) => piece.imports))].sort();
  return [
    firstLine,
    `// ${documentation}\npackage ${name}`,
    `import (\n${imports.map((path) => `\t"${path}"\n`).join('')})`,
    ...pieces.map(({ text }) => text.trim()),
  ]
    .join('\n\n')
    .concat('\n');
};
