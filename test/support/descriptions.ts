import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The docstring of one property as an editor shows it on hover; '' where there is none. */
export interface Docstring {
  /** the keys from the outside in, `[]` for a list's items and `*` for a record's values: `network.ports.*.port` */
  readonly path: string;
  /** the discriminator of the union's branch that the property stands in, such as `http`; undefined elsewhere */
  readonly branch: string | undefined;
  readonly text: string;
}

/** Docstrings by path; by branch below that, where the branches of a union say different things of one key. */
type Descriptions = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** The types whose properties are described, by their key in the generated file. */
export const inputs = {
  definition: { file: 'lib/definition/index.ts', type: 'DefinitionInput' },
  platform: { file: 'lib/platform.ts', type: 'PlatformInput' },
} as const;

const layer = { file: 'lib/definition/index.ts', type: 'Layer' } as const;

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Where the descriptions are kept that `jsonSchema` reads. */
export const descriptionsFile = `${root}lib/definition/descriptions.gen.json`;

/** The absolute path of a file of this repository. */
export const absolute = (file: string): string => `${root}${file}`;

/** The options that this repository is compiled with. */
export const compilerOptions = (): ts.CompilerOptions => {
  const { config } = ts.parseConfigFileTextToJson('tsconfig.json', readFileSync(absolute('tsconfig.json'), 'utf8'));
  return { ...ts.convertCompilerOptionsFromJson(config.compilerOptions, root).options, noEmit: true };
};

/** A type that a file of the program exports by name. */
function exportedType(program: ts.Program, { file, type }: { readonly file: string; readonly type: string }): ts.Type {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(absolute(file));
  const module = source && checker.getSymbolAtLocation(source);
  const symbol = module && checker.getExportsOfModule(module).find(({ name }) => name === type);
  if (!symbol) throw new Error(`${file} does not export the type ${type}`);
  return checker.getDeclaredTypeOfSymbol(symbol);
}

/** Every property below a type, in the order of its declaration; what is below the `closed` types is left out. */
function properties(program: ts.Program, start: ts.Type, closed: readonly ts.Type[]): readonly Docstring[] {
  const checker = program.getTypeChecker();

  const walk = (type: ts.Type, path: string, above: readonly ts.Type[]): readonly Docstring[] => {
    if (type.flags & ts.TypeFlags.Any) throw new Error(`${path} has the type any, which has no docstrings`);
    const parts = type.isUnion() ? type.types : [type];
    const open = parts.filter((part) => isStructured(part) && !closed.includes(part) && !above.includes(part));
    const objects = open.filter((part) => !checker.isArrayType(part));
    return open.flatMap((part) => {
      const within = [...above, part];
      const item = checker.isArrayType(part) ? checker.getIndexTypeOfType(part, ts.IndexKind.Number) : undefined;
      if (item) return walk(item, `${path}[]`, within);
      const branch = objects.length > 1 ? discriminator(part) : undefined;
      const values = checker.getIndexTypeOfType(part, ts.IndexKind.String);
      return [
        ...checker.getPropertiesOfType(part).flatMap((property) => {
          const at = join(path, property.name);
          const text = ts.displayPartsToString(property.getDocumentationComment(checker));
          return [{ path: at, branch, text }, ...walk(checker.getTypeOfSymbol(property), at, within)];
        }),
        ...(values === undefined ? [] : walk(values, join(path, '*'), within)),
      ];
    });
  };

  const discriminator = (part: ts.Type): string | undefined =>
    checker
      .getPropertiesOfType(part)
      .map((property) => checker.getNonNullableType(checker.getTypeOfSymbol(property)))
      .find((type) => type.isStringLiteral())?.value;

  return walk(start, '', []);
}

const isStructured = ({ flags }: ts.Type): boolean => (flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0;

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

/** The docstrings of everything that one of the `inputs` may hold, without those of the layers in it. */
export const docstrings = (program: ts.Program, input: keyof typeof inputs): readonly Docstring[] =>
  properties(program, exportedType(program, inputs[input]), [exportedType(program, layer)]);

/** The docstrings of everything that a layer may hold. */
export const layerDocstrings = (program: ts.Program): readonly Docstring[] =>
  properties(program, exportedType(program, layer), []);

const sorted = <T>(entries: Iterable<readonly [string, T]>): Readonly<Record<string, T>> =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));

function descriptions(found: readonly Docstring[]): Descriptions {
  const byPath = new Map<string, Docstring[]>();
  for (const one of found.filter(({ text }) => text !== ''))
    byPath.set(one.path, [...(byPath.get(one.path) ?? []), one]);
  return sorted([...byPath].map(([path, all]) => [path, entry(path, all)] as const));
}

function entry(path: string, all: readonly Docstring[]): Descriptions[string] {
  const texts = new Set(all.map(({ text }) => text));
  const [only = ''] = texts;
  if (texts.size === 1) return only;
  const byBranch = new Map<string, string>();
  for (const { branch, text } of all) {
    if (branch === undefined || (byBranch.get(branch) ?? text) !== text)
      throw new Error(`${path} has two docstrings that no discriminator tells apart; let both say the same`);
    byBranch.set(branch, text);
  }
  return sorted(byBranch);
}

/** The text of the generated file for a program that holds the files of all `inputs`. */
export const descriptionsText = (program: ts.Program): string => {
  const definition = descriptions(docstrings(program, 'definition'));
  const platform = descriptions(docstrings(program, 'platform'));
  return `${JSON.stringify({ definition, platform }, null, 2)}\n`;
};
