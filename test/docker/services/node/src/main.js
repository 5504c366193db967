import { createServer } from 'node:http';
import ms from 'ms';

const routes = {
  '/livez': () => 'OK',
  '/readyz': () => 'OK',
  '/': () => `up for ${ms(Math.round(process.uptime() * 1000))} on ${process.version}`,
};

const server = createServer(({ url }, response) => {
  const route = routes[url];
  response.writeHead(route === undefined ? 404 : 200).end(route?.() ?? 'not found');
});

// Process 1 has no default for signals: without this it would be killed.
process.on('SIGTERM', () => server.close(() => process.exit(0)));
server.listen(18082);
