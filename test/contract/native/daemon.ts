import { type ChildProcess, spawn } from 'node:child_process';

/** A program that runs until it is ended. */
export interface Daemon {
  readonly pid: number;
  /** the end of what it has said on both outputs; only of stderr where stdout is taken by `onOutput` */
  readonly said: () => string;
  /** the exit code, once it has ended; 128 for a signal */
  readonly ended: Promise<number>;
  /** Ends it by a signal and waits; after ten seconds it is killed. */
  readonly end: (signal?: NodeJS.Signals) => Promise<number>;
}

/** How a daemon is run: its whole environment beside PATH, and who reads its stdout where that is not kept. */
export interface DaemonOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly onOutput?: (chunk: Buffer) => void;
}

const running = new Set<ChildProcess>();

process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

const kept = 20_000;

/** Starts a program that runs until it is ended, at the latest when this process exits. */
export const startDaemon = (program: string, args: readonly string[], options: DaemonOptions): Daemon => {
  const { cwd, env = {}, onOutput } = options;
  // An interrupt from the terminal is for the suite, which then ends its daemons.
  const child = spawn(program, args, { cwd, env: { PATH: process.env.PATH, ...env }, detached: true });
  running.add(child);
  let text = '';
  const keep = (chunk: Buffer): void => {
    text = `${text}${chunk.toString()}`.slice(-kept);
  };
  child.stdin.end();
  child.stdout.on('data', onOutput ?? keep);
  child.stderr.on('data', keep);
  const ended = new Promise<number>((resolve) => {
    child.once('error', (error) => {
      running.delete(child);
      text += error.message;
      resolve(127);
    });
    child.once('close', (code) => {
      running.delete(child);
      resolve(code ?? 128);
    });
  });
  const end = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<number> => {
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
    const code = await ended;
    clearTimeout(late);
    return code;
  };
  return { pid: child.pid ?? 0, said: () => text, ended, end };
};

/** Asks until it is so; throws with what the daemon said when it has ended, or when thirty seconds are over. */
export const ready = async (what: string, daemon: Daemon, ask: () => Promise<boolean>): Promise<void> => {
  const over = new AbortController();
  const gone = daemon.ended.then((code) => `ended with ${code}`);
  const late = new Promise<string>((resolve) => {
    const timer = setTimeout(() => resolve('is not ready after 30 s'), 30_000);
    over.signal.addEventListener('abort', () => clearTimeout(timer));
  });
  try {
    for (;;) {
      const found = await Promise.race([gone, late, ask()]);
      if (found === true) return;
      if (typeof found === 'string') throw new Error(`${what} ${found}:\n${daemon.said()}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  } finally {
    over.abort();
  }
};
