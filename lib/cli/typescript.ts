import { DefinitionError } from '../definition/problems.js';

const isTypeScript = (file: string): boolean => /\.m?ts$/.test(file);

/** Newer versions of Node read TypeScript as far as they can by leaving the types out. */
const nodeReadsIt = (): boolean =>
  Reflect.get(process.features, 'typescript') !== false && 'typescript' in process.features;

/**
 * Lets Node import TypeScript, where one of the files is that: by `tsx`, which is loaded only then. Throws a
 * DefinitionError when it is not installed and Node cannot do without it.
 */
export const readTypeScript = async (files: readonly string[]): Promise<void> => {
  const file = files.find(isTypeScript);
  // Whatever runs this very file as TypeScript reads the definitions too.
  if (file === undefined || isTypeScript(import.meta.url)) return;
  try {
    // Projects that say nothing of modules have theirs loaded by require.
    const [modules, required] = await Promise.all([import('tsx/esm/api'), import('tsx/cjs/api')]);
    required.register();
    modules.register();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error;
    if (nodeReadsIt()) return;
    throw new DefinitionError(
      file,
      [
        {
          path: '',
          message: 'Node cannot read TypeScript by itself, and tsx is not installed',
          fix: 'run npm install --save-dev tsx, or write the file as YAML or JavaScript',
        },
      ],
      { cause: error },
    );
  }
};
