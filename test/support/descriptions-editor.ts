import ts from 'typescript';
import { absolute, compilerOptions, inputs } from './descriptions.js';

/** What an editor knows of a file that exists only here; `program` also holds the files of all `inputs`. */
export interface Editor {
  readonly program: ts.Program;
  /** the docstring that is shown when the pointer stands on the first `key:` of the file */
  readonly hover: (key: string) => string;
}

/** Opens a file with the given text at a path of this repository, as an editor does: by the TypeScript language service. */
export function editor(path: string, text: string): Editor {
  const file = absolute(path);
  const read = (name: string) => (name === file ? text : ts.sys.readFile(name));
  const service = ts.createLanguageService({
    getCompilationSettings: compilerOptions,
    getScriptFileNames: () => [...Object.values(inputs).map((input) => absolute(input.file)), file],
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) => {
      const content = read(name);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    getCurrentDirectory: () => absolute(''),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    readFile: read,
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });
  const program = service.getProgram();
  if (!program) throw new Error('the language service has no program');
  return {
    program,
    hover: (key) => {
      const position = text.indexOf(`${key}:`);
      if (position === -1) throw new Error(`the file has no key ${key}`);
      return ts.displayPartsToString(service.getQuickInfoAtPosition(file, position)?.documentation);
    },
  };
}
