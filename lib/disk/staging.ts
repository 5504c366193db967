import { closeSync, fchmodSync, fchownSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { attemptsOf, quietly, unchanged } from './attempt.js';
import { temporaryPath } from './temporary.js';

/** Who may read and write a file: its mode, exactly, whatever the umask says, and whose it is. */
export interface Access {
  readonly mode: number;
  /** absent leaves it to whoever runs this */
  readonly owner?: { readonly user: number; readonly group: number };
}

/** Files that are written under temporary names, and that then take their own names one after the other. */
export interface Staging {
  /** Writes a file under its temporary name; without `access` it has what the system gives to a new file. */
  readonly write: (target: string, text: string, access?: Access) => void;
  /** Removes all temporary files. */
  readonly discard: () => void;
  /** Gives each file its own name; before the first one has it, an error calls `undo`, and leaves everything as it was. */
  readonly release: (undo: () => void) => void;
}

/** Makes an empty staging for a command, such as `synth`, which errors name; `run` tells its temporary names from those of others. */
export function staging(command: string, run: string): Staging {
  const staged: { readonly target: string; readonly temporary: string }[] = [];
  const discard = (): void => {
    for (const { temporary } of staged.splice(0)) quietly(() => rmSync(temporary, { force: true }));
  };
  return {
    write(target, text, access) {
      const temporary = temporaryPath(target, run);
      // `wx` neither follows a link nor takes over the file of a run beside this one.
      const file = openSync(temporary, 'wx', access ? 0o600 : 0o666);
      // Before the first byte, so that what is half-written is removed too.
      staged.push({ target, temporary });
      try {
        writeFileSync(file, text);
        if (access) grant(file, access);
      } finally {
        closeSync(file);
      }
    },
    discard,
    release(undo) {
      const attempt = attemptsOf(command);
      const total = staged.length;
      let done = 0;
      const state = (): string =>
        done === 0 ? unchanged() : `${done} of ${total} files were replaced; ${command} again to replace the rest`;
      try {
        for (const { target, temporary } of staged) {
          attempt(`replace ${target}`, state, () => renameSync(temporary, target));
          done += 1;
        }
      } catch (error) {
        if (done === 0) undo();
        else {
          staged.splice(0, done);
          discard();
        }
        throw error;
      }
    },
  };
}

/** Some file systems know no owners or modes, and only root may give a file away: what is refused is left stricter. */
function grant(file: number, { mode, owner }: Access): void {
  if (owner) quietly(() => fchownSync(file, owner.user, owner.group));
  quietly(() => fchmodSync(file, mode));
}
