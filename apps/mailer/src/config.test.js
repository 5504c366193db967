import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError, configFrom } from './config.js';

const good = {
  AMQP_URL: 'amqp://mailer:hush@rabbitmq:5672/mailer',
  SMTP_HOST: 'smtp.example.com',
  SMTP_PASSWORD: 'hush',
  SENDER: 'shop@example.com',
};

test('the configuration is read from the environment', () => {
  assert.deepEqual(configFrom(good), {
    queueUrl: good.AMQP_URL,
    sender: 'shop@example.com',
    smtp: { host: 'smtp.example.com', port: 587, password: 'hush' },
  });
});

test('all that is wrong is told at once, without values', () => {
  const environment = { ...good, AMQP_URL: 'http://user:hush@rabbitmq', SMTP_PORT: '70000', SENDER: '' };
  assert.throws(
    () => configFrom(environment),
    (error) => {
      assert.ok(error instanceof ConfigError);
      assert.match(error.message, /3 problems/);
      assert.match(error.message, /AMQP_URL: not allowed; expected an address such as/);
      assert.match(error.message, /SMTP_PORT: not allowed; expected a port/);
      assert.match(error.message, /SENDER: not set; expected a mail address/);
      assert.doesNotMatch(error.message, /hush/);
      return true;
    },
  );
});
