const isPort = (text) => /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65_535;
const isAmqp = (text) => /^amqps?:\/\/[^\s/]/.test(text) && URL.canParse(text);

/** Each variable with its default, what is allowed, and how that is said; no message ever holds a value. */
const variables = {
  AMQP_URL: { allows: isAmqp, expected: 'an address such as amqp://user:password@host:5672/vhost' },
  SMTP_HOST: { allows: (text) => /^[\w.:-]+$/.test(text), expected: 'a host such as smtp.example.com' },
  SMTP_PORT: { default: '587', allows: isPort, expected: 'a port from 1 to 65535' },
  SMTP_PASSWORD: { allows: (text) => text !== '', expected: 'the password of SENDER' },
  SENDER: { allows: (text) => /^[^\s@]+@[^\s@]+$/.test(text), expected: 'a mail address' },
};

/** All that is wrong with the environment, in one message. */
export class ConfigError extends Error {}

/** The configuration of the worker, from environment variables. */
export const configFrom = (environment) => {
  const texts = Object.entries(variables).map(([name, { default: fallback = '' }]) => [
    name,
    environment[name] || fallback,
  ]);
  const problems = texts
    .filter(([name, text]) => !variables[name].allows(text))
    .map(([name, text]) => `${name}: ${text === '' ? 'not set' : 'not allowed'}; expected ${variables[name].expected}`);
  if (problems.length > 0)
    throw new ConfigError(`the configuration has ${problems.length} problems\n  ${problems.join('\n  ')}`);
  const { AMQP_URL, SMTP_HOST, SMTP_PORT, SMTP_PASSWORD, SENDER } = Object.fromEntries(texts);
  return {
    queueUrl: AMQP_URL,
    sender: SENDER,
    smtp: { host: SMTP_HOST, port: Number(SMTP_PORT), password: SMTP_PASSWORD },
  };
};
