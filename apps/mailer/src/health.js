import { heartbeatFile, silence } from './heartbeat.js';

// Asked by the liveness probe and by Docker: exit 0 while the worker lives.
const reason = silence(heartbeatFile, Date.now());
if (reason !== undefined) process.stderr.write(`${reason}\n`);
process.exitCode = reason === undefined ? 0 : 1;
