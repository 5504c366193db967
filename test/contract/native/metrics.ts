import { holds, same } from '../../docker/expect.js';
import { type Series, seriesIn } from '../exposition.js';

/** The metrics of the contract: their types and labels, and the buckets of those that have them. */
const contract = [
  { name: 'http_requests_total', type: 'counter', labels: ['method', 'path', 'status'] },
  {
    name: 'http_request_duration_seconds',
    type: 'histogram',
    labels: ['method', 'path'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  },
  {
    name: 'db_query_duration_seconds',
    type: 'histogram',
    labels: ['query'],
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1],
  },
  { name: 'active_connections', type: 'gauge', labels: [] },
  { name: 'build_info', type: 'gauge', labels: ['build_time', 'commit', 'version'] },
  { name: 'go_goroutines', type: 'gauge', labels: [] },
  { name: 'process_resident_memory_bytes', type: 'gauge', labels: [] },
] as const;

/** The type of each metric by its name. */
const typesIn = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => [name, type]));

/** The series of a name whose labels are, at least, these. */
export const seriesOf = (
  all: readonly Series[],
  name: string,
  labels: Readonly<Record<string, string>> = {},
): readonly Series[] =>
  all.filter((one) => one.name === name && Object.entries(labels).every(([key, value]) => one.labels[key] === value));

/** Throws where a metric of the contract is not there with its type, its labels and its buckets. */
export const holdsContract = (text: string): void => {
  const [types, scrape] = [typesIn(text), seriesIn(text)];
  for (const metric of contract) {
    const { name, type, labels } = metric;
    same(`the type of ${name}`, types[name], type);
    const counted = seriesOf(scrape, type === 'histogram' ? `${name}_count` : name);
    holds(`${name} has no series`, counted.length > 0);
    for (const one of counted) same(`the labels of ${name}`, Object.keys(one.labels).sort(), labels);
    if (!('buckets' in metric)) continue;
    for (const one of counted) {
      const bounds = seriesOf(scrape, `${name}_bucket`, one.labels).map(({ labels: { le } }) => le);
      same(`the buckets of ${name}`, bounds, [...metric.buckets.map(String), '+Inf']);
    }
  }
};

/** One request that was made, as the metrics shall tell it. */
export interface Counted {
  readonly method: string;
  readonly path: string;
  readonly status: string;
}

/** Throws where the counter or the histogram does not have exactly the requests that were made. */
export const countsRequests = (scrape: readonly Series[], made: readonly Counted[]): void => {
  const key = ({ method, path, status }: Counted): string => `${method} ${path} ${status}`;
  const expected: Record<string, number> = {};
  for (const one of made) expected[key(one)] = (expected[key(one)] ?? 0) + 1;
  const counted = seriesOf(scrape, 'http_requests_total').map(({ labels, value }) => [
    `${labels.method} ${labels.path} ${labels.status}`,
    value,
  ]);
  same('http_requests_total', sorted(Object.fromEntries(counted)), sorted(expected));
  const timed = seriesOf(scrape, 'http_request_duration_seconds_count').reduce((sum, { value }) => sum + value, 0);
  same('the requests of http_request_duration_seconds', timed, made.length);
};

const sorted = (counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
