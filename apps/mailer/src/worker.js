import { setTimeout as sleep } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import { ConfigError, configFrom } from './config.js';
import { deliver } from './delivery.js';
import { beat, heartbeatFile } from './heartbeat.js';
import { log } from './log.js';
import { consume } from './queue.js';

/** Below the grace period, so that the process ends by itself. */
const stopMilliseconds = 20_000;

const configured = () => {
  try {
    return configFrom(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    // EX_CONFIG of sysexits.h
    return process.exit(78);
  }
};

const { queueUrl, sender, smtp } = configured();
const transport = createTransport({
  host: smtp.host,
  port: smtp.port,
  secure: smtp.port === 465,
  requireTLS: true,
  auth: { user: sender, pass: smtp.password },
  connectionTimeout: 10_000,
  socketTimeout: 15_000,
});
const send = (letter) => transport.sendMail({ from: sender, ...letter });

// Process 1 has no default for signals: without this it would be killed.
const stopping = new AbortController();
const stop = (signal) => {
  if (stopping.signal.aborted) process.exit(1);
  log.info('stopping', { signal });
  stopping.abort();
  setTimeout(() => {
    log.error('a letter was still in hand');
    process.exit(1);
  }, stopMilliseconds).unref();
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);

const { signal } = stopping;
const stopped = new Promise((resolve) => signal.addEventListener('abort', resolve));
const heartbeat = beat(heartbeatFile);
log.info('started', { version: process.version });
while (!signal.aborted) {
  try {
    const { ended, stop: stopConsuming } = await consume(queueUrl, (content) => deliver(content, send, { signal }));
    await Promise.race([ended, stopped]);
    if (signal.aborted) await stopConsuming();
    else log.warn('the connection to the queue has ended');
  } catch (error) {
    log.warn('the queue cannot be reached', { code: error.code, error: error.message });
  }
  await sleep(2_000, undefined, { signal }).catch(() => {});
}
clearInterval(heartbeat);
transport.close();
log.info('stopped');
// A connection that is still being made must not hold the process.
process.exit(0);
