/** The signals that end a build in an orderly way, and what a shell adds to 128 for them. */
const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** The exit code of a command that a signal ended. */
export type SignalCode = (typeof signals)[keyof typeof signals];

const names = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

/** What is ended by a signal. */
export interface Endable {
  readonly end: (signal: 'SIGTERM' | 'SIGKILL') => void;
}

/** What an action gave, and the exit code of the first signal that came meanwhile. */
export interface Watched<T> {
  readonly value: T;
  readonly code?: SignalCode;
}

/**
 * Runs an action that ends soon when `endable` is ended: the first signal asks for that, a second one does not ask, and a
 * third one is the system's. The action may ask whether one came. Whatever ends this process in another way takes with it
 * what was started.
 */
export const endedBySignals = async <T>(
  endable: Endable,
  action: (isEnding: () => boolean) => Promise<T>,
): Promise<Watched<T>> => {
  let code: SignalCode | undefined;
  const listening = names.map((name) => {
    const listener = (): void => {
      endable.end(code === undefined ? 'SIGTERM' : 'SIGKILL');
      if (code !== undefined) deafen();
      code ??= signals[name];
    };
    process.on(name, listener);
    return () => process.removeListener(name, listener);
  });
  const onExit = (): void => endable.end('SIGKILL');
  process.on('exit', onExit);
  const deafen = (): void => {
    for (const stop of listening) stop();
  };
  try {
    const value = await action(() => code !== undefined);
    return { value, ...(code !== undefined && { code }) };
  } finally {
    deafen();
    process.removeListener('exit', onExit);
  }
};

/** The signal of an exit code, for a process that ends by it, as shells expect it of one that was interrupted. */
export const signalOf = (code: number): (typeof names)[number] | undefined =>
  names.find((name) => signals[name] === code);
