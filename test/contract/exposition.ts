import { ask } from './ask.js';

/** One series of the text format: its name, labels and value. */
export interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const line = /^(\w+)(?:\{(.*)\})? (\S+)$/;

/** The series of a text that `GET /metrics` answers; throws for a line that it cannot read. */
export const seriesIn = (text: string): readonly Series[] =>
  text
    .split('\n')
    .filter((one) => one !== '' && !one.startsWith('#'))
    .map((one) => {
      const [, name = '', labels = '', value = ''] = line.exec(one) ?? [];
      if (name === '') throw new Error(`a line of the metrics is not understood: ${one}`);
      const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key = '', said = '']) => [key, said]);
      return { name, labels: Object.fromEntries(pairs) as Record<string, string>, value: Number(value) };
    });

export const scrape = async (address: string): Promise<readonly Series[]> =>
  seriesIn((await ask(address, '/metrics')).body);

/** The sum of all series of a name whose labels are among them. */
export const total = (all: readonly Series[], name: string, labels: Readonly<Record<string, string>> = {}): number =>
  all
    .filter((one) => one.name === name && Object.entries(labels).every(([key, value]) => one.labels[key] === value))
    .reduce((sum, { value }) => sum + value, 0);
