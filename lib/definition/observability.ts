import { z } from 'zod';
import { WholeSeconds } from './duration.js';
import { PortName, UrlPath } from './scalars.js';

const Logs = z.strictObject({
  /** the least level that is written */
  level: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  /** JSON for machines, text for people */
  format: z.enum(['json', 'text']).default('json'),
  /** true adds source file and line */
  source: z.boolean().default(true),
});

const Metrics = z.strictObject({
  /** the port that metrics are read from, by name */
  port: PortName.default('http'),
  /** the path that metrics are read from */
  path: UrlPath.default('/metrics'),
  /** how often they are read */
  interval: WholeSeconds.default(30),
  /** how long one reading may take */
  timeout: WholeSeconds.default(10),
});

/** What it tells of itself; nothing unless it is asked for. */
export const Observability = z
  .strictObject({
    /** `{}` tells the process `LOG_LEVEL`, `LOG_FORMAT` and `LOG_SOURCE` */
    logs: Logs.optional(),
    /** `{}` has `/metrics` of the port `http` read in the Prometheus text format */
    metrics: Metrics.optional(),
  })
  .prefault({});

/** What the process is told of its logs, as the runtime contract names it. */
export const logVariables = (logs: z.output<typeof Logs>): Readonly<Record<string, string>> => ({
  LOG_LEVEL: logs.level,
  LOG_FORMAT: logs.format,
  LOG_SOURCE: String(logs.source),
});
