import { type ChildProcess, spawn } from 'node:child_process';
import { lastLines, linesTo } from './lines.js';

/** How a program ended, and what it said. */
export interface Ended {
  /** the exit code; 128 for one that a signal ended */
  readonly status: number;
  readonly stdout: string;
  /** the last lines of both outputs, each at most 500 characters */
  readonly lines: readonly string[];
}

/** How a program is run. */
export interface How {
  /** variables beside those of this process */
  readonly env?: Readonly<Record<string, string>>;
  readonly onLine?: (line: string) => void;
}

/** Runs programs, and ends them with all that they have started. */
export interface Programs {
  /**
   * Runs a program to its end, whatever that is. Throws a StoppedError when programs are being ended, and the error of the system
   * when the program cannot be started.
   */
  readonly run: (program: string, args: readonly string[], how?: How) => Promise<Ended>;
  /** Ends all that run: SIGTERM asks, and ten seconds later nobody is asked any more; none is started afterwards. */
  readonly end: (signal: 'SIGTERM' | 'SIGKILL') => void;
}

/** Says that a program was not run to its end, as all were to end. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';
}

const keptLines = 200;
const keptOutput = 1024 * 1024;
const patienceMs = 10_000;

/** Sends a signal to a program and to all that it has started: it leads a group of its own. */
const signalGroup = ({ pid }: ChildProcess, signal: NodeJS.Signals): void => {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // All of them have ended by themselves.
  }
};

/** Makes a runner of programs that knows those it has started. */
export const programsOf = (): Programs => {
  const running = new Set<ChildProcess>();
  let ending = false;
  const kill = (): void => {
    for (const child of running) {
      signalGroup(child, 'SIGKILL');
      // Whoever left the group may still hold the outputs: nobody waits for that.
      child.stdout?.destroy();
      child.stderr?.destroy();
    }
  };
  const ended = (child: ChildProcess): void => {
    running.delete(child);
    if (ending) signalGroup(child, 'SIGKILL');
  };
  return {
    run: async (program, args, { env = {}, onLine = () => undefined } = {}) => {
      if (ending) throw new StoppedError(`${program} was not started`);
      const child = spawn(program, args, {
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      });
      running.add(child);
      const result = await collected(child, onLine).finally(() => ended(child));
      if (ending && result.status !== 0) throw new StoppedError(`${program} was ended`);
      return result;
    },
    end: (signal) => {
      ending = true;
      if (signal === 'SIGKILL') return kill();
      for (const child of running) signalGroup(child, signal);
      setTimeout(kill, patienceMs).unref();
    },
  };
};

const collected = (child: ChildProcess, onLine: (line: string) => void): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const last = lastLines(keptLines);
    let stdout = '';
    const lines = [child.stdout, child.stderr].map((stream) => {
      const split = linesTo((line) => {
        last.add(line);
        onLine(line);
      });
      stream?.setEncoding('utf8').on('data', split.write);
      return split;
    });
    child.stdout?.on('data', (chunk: string) => {
      if (stdout.length < keptOutput) stdout += chunk.slice(0, keptOutput - stdout.length);
    });
    child.once('error', reject);
    child.once('close', (code) => {
      for (const split of lines) split.end();
      resolve({ status: code ?? 128, stdout, lines: last.lines() });
    });
  });
