import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A source file of the repository; its path is relative to the root, with `/`. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** The TypeScript files below a folder of the repository. */
export const sourcesIn = (folder: string): readonly Source[] =>
  readdirSync(posix.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => ({ path, text: readFileSync(posix.join(root, path), 'utf8') }));

const parsed = ({ path, text }: Source): ts.SourceFile => ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);

/** Every node of a file, from the outside in. */
const nodesOf = (source: Source): readonly ts.Node[] => {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(parsed(source));
  return found;
};

const specifierOf = (node: ts.Node): ts.Node | undefined => {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  return ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
    ? node.arguments[0]
    : undefined;
};

/** What a file imports, types and lazy imports too: packages by name, own files by their path from the root. */
export const importsOf = (source: Source): readonly string[] =>
  nodesOf(source).flatMap((node) => {
    const specifier = specifierOf(node);
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return [];
    const { text } = specifier;
    if (!text.startsWith('.')) return [text];
    return [posix.normalize(posix.join(posix.dirname(source.path), text)).replace(/\.js$/, '.ts')];
  });

/** True for what is true or false by its form, so that `||` after it gives no default. */
const isCondition = (node: ts.Expression): boolean => {
  if (ts.isParenthesizedExpression(node)) return isCondition(node.expression);
  if (ts.isPrefixUnaryExpression(node)) return node.operator === ts.SyntaxKind.ExclamationToken;
  if (!ts.isBinaryExpression(node)) return false;
  const { kind } = node.operatorToken;
  if (kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.AmpersandAmpersandToken)
    return isCondition(node.left) && isCondition(node.right);
  return /^(===?|!==?|<=?|>=?|in|instanceof)$/.test(node.operatorToken.getText());
};

const outside = new Set(['process.env', 'Date.now', 'Math.random', 'performance.now', 'crypto.randomUUID']);

const decisionIn = (node: ts.Node): string | undefined => {
  if (ts.isPropertyAccessExpression(node)) return outside.has(node.getText()) ? node.getText() : undefined;
  if (ts.isNewExpression(node)) return node.expression.getText() === 'Date' ? 'new Date' : undefined;
  if (!ts.isBinaryExpression(node)) return undefined;
  const operator = node.operatorToken.getText();
  if (operator === '??' || operator === '??=' || operator === '||=') return operator;
  return operator === '||' && !isCondition(node.left) ? operator : undefined;
};

/** What a file decides by itself or takes from outside: defaults by `??` and `||`, the environment, the clock, chance. */
export const decisionsIn = (source: Source): readonly string[] =>
  nodesOf(source).flatMap((node) => decisionIn(node) ?? []);
