import { holds } from '../docker/expect.js';

/** What the service has answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** Asks the service at `address:port`; throws where no answer comes within five seconds. */
export const ask = async (address: string, path: string, init: RequestInit = {}): Promise<Answer> => {
  const response = await fetch(`http://${address}${path}`, { signal: AbortSignal.timeout(5000), ...init });
  return { status: response.status, headers: response.headers, body: await response.text() };
};

/** The status alone; 0 where no answer comes. */
export const status = async (address: string, path: string): Promise<number> => {
  try {
    return (await ask(address, path)).status;
  } catch {
    return 0;
  }
};

/** Sends a note to be kept. */
export const post = (address: string, note: { readonly title: string; readonly text: string }): Promise<Answer> =>
  ask(address, '/notes', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(note),
  });

/** Keeps a note and returns its id. */
export const keep = async (address: string, title: string, text = 'kept'): Promise<string> => {
  const { status: code, body } = await post(address, { title, text });
  holds(`keeping a note answered ${code}: ${body}`, code === 201);
  return (JSON.parse(body) as { readonly id: string }).id;
};

/** One line of what the scenarios have measured. */
export const figures = (what: string): void => {
  process.stdout.write(`figures: ${what}\n`);
};

export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
