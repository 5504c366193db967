import { type ChildProcess, spawn } from 'node:child_process';

/** What a program did. */
export interface Outcome {
  /** the exit code; 128 and more for a signal or where it took too long */
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a program is run; without `seconds` it may take ten minutes. */
export interface How {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly seconds?: number;
}

const running = new Set<ChildProcess>();

/**
 * Ends every program that runs and all that it has started, as when the suite is interrupted; what a further step starts
 * meanwhile ends as well.
 */
export const endAll = async (): Promise<void> => {
  while (running.size > 0) {
    for (const { pid } of running) {
      try {
        if (pid !== undefined) process.kill(-pid, 'SIGKILL');
      } catch {
        // It has just ended by itself.
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** Runs a program to its end, whatever that is. */
export const attempt = (program: string, args: readonly string[], how: How = {}): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const { cwd, env = {}, input = '', seconds = 600 } = how;
    const environment = { ...process.env, ...env };
    // Each program has a group of its own, so that what it starts can be ended with it.
    const child = spawn(program, args, { cwd, env: environment, timeout: seconds * 1000, detached: true });
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    running.add(child);
    child.once('error', (error) => {
      running.delete(child);
      reject(error);
    });
    child.once('close', () => running.delete(child));
    child.once('close', (code) =>
      resolve({
        status: code ?? 128,
        stdout: Buffer.concat(stdout).toString(),
        stderr: Buffer.concat(stderr).toString(),
      }),
    );
    // A program that ends before it has read everything says so by its exit code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });

/** Runs a program and returns what it printed; throws with the end of both outputs when it fails. */
export const must = async (program: string, args: readonly string[], how: How = {}): Promise<string> => {
  const { status, stdout, stderr } = await attempt(program, args, how);
  if (status === 0) return stdout;
  const said = `${stdout}\n${stderr}`.trim().slice(-4000);
  throw new Error(`${[program, ...args].join(' ').slice(0, 500)} ended with ${status}:\n${said}`);
};

/** Asks again and again until the answer is there; throws with what it waits for and the last answer when time is up. */
export const eventually = async <T>(
  what: string,
  seconds: number,
  ask: () => Promise<T>,
  good: (answer: T) => boolean,
): Promise<T> => {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (good(answer)) return answer;
    if (Date.now() > end)
      throw new Error(`${what} did not come true in ${seconds} s; the last answer was ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
};
