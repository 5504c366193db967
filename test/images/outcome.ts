import type { Outcome } from '../docker/command.js';

const said = ({ stdout, stderr }: Outcome): string => `${stdout}\n${stderr}`;

/** Throws where a program ended otherwise, or did not say what it has to. */
export const ended = (
  what: string,
  outcome: Outcome,
  status: number,
  ...texts: readonly (string | RegExp)[]
): string => {
  const all = said(outcome);
  const end = all.trim().slice(-3000);
  if (outcome.status !== status) throw new Error(`${what} ended with ${outcome.status}, expected ${status}:\n${end}`);
  for (const text of texts)
    if (typeof text === 'string' ? !all.includes(text) : !text.test(all))
      throw new Error(`${what} does not say ${text}:\n${end}`);
  return all;
};
