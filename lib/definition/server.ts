import { z } from 'zod';
import { Address, AddressOrRange } from './addresses.js';
import { Duration, formatDuration } from './duration.js';
import { bytes, Quantity } from './quantity.js';
import { PortName } from './scalars.js';

const RateLimit = z.strictObject({
  /** requests a second that one client address may make */
  perSecond: z.number().positive().max(1_000_000).default(10),
  /** requests that it may make at once */
  burst: z.int().min(1).max(1_000_000).default(20),
});

/** The HTTP contract, told to the process in `SERVER_*`: absent says nothing, `{}` means the defaults. */
export const Server = z.strictObject({
  /** the port it listens on, by name; told as `SERVER_PORT` */
  port: PortName.default('http'),
  /** the address it listens on, such as `::` for both versions of IP */
  host: Address.default('0.0.0.0'),
  /** how long reading a whole request may take */
  readTimeout: Duration.prefault('5s'),
  /** how long reading the header may take */
  readHeaderTimeout: Duration.prefault('2s'),
  /** how long writing the response may take; at most `shutdown.timeout` */
  writeTimeout: Duration.prefault('10s'),
  /** how long a kept-alive connection may be idle */
  idleTimeout: Duration.prefault('120s'),
  /** the largest header in bytes */
  maxHeaderBytes: Quantity.prefault('1Mi'),
  /** requests that one client address may make; `false` switches it off */
  rateLimit: z.union([z.literal(false), RateLimit]).prefault({}),
  /** the proxies whose `X-Forwarded-For` it believes, beside those of the ingress that exposes it: ranges or addresses */
  trustedProxies: z.array(AddressOrRange).default([]),
  /** true sends the security headers (nosniff, frame, content policy, strict transport) */
  securityHeaders: z.boolean().default(true),
});

/**
 * What the process is told of its server, as the runtime contract names it; times as Go and others read them (`5s`).
 * `proxies` are those that it believes in an environment; its own where nothing stands before it.
 */
export const serverVariables = (
  server: z.output<typeof Server>,
  port: number,
  proxies: readonly string[] = server.trustedProxies,
): Readonly<Record<string, string>> => ({
  SERVER_HOST: server.host,
  SERVER_PORT: String(port),
  SERVER_READ_TIMEOUT: formatDuration(server.readTimeout),
  SERVER_READ_HEADER_TIMEOUT: formatDuration(server.readHeaderTimeout),
  SERVER_WRITE_TIMEOUT: formatDuration(server.writeTimeout),
  SERVER_IDLE_TIMEOUT: formatDuration(server.idleTimeout),
  SERVER_MAX_HEADER_BYTES: String(bytes(server.maxHeaderBytes)),
  SERVER_RATE_LIMIT: String(server.rateLimit === false ? 0 : server.rateLimit.perSecond),
  SERVER_RATE_BURST: String(server.rateLimit === false ? 0 : server.rateLimit.burst),
  SERVER_TRUSTED_PROXIES: proxies.join(','),
  SERVER_SECURITY_HEADERS: String(server.securityHeaders),
});
