/** Writes one line of JSON. */
const write = (level, msg, more = {}) =>
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level, msg, ...more })}\n`);

export const log = {
  info: (msg, more) => write('INFO', msg, more),
  warn: (msg, more) => write('WARN', msg, more),
  error: (msg, more) => write('ERROR', msg, more),
};
