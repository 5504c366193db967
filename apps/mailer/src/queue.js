import amqp from 'amqplib';
import { log } from './log.js';

const queue = 'letters';

/**
 * Takes letters from the queue until the connection ends, one at a time, and tells the broker what became of each. The
 * result resolves when the connection has ended; `stop` takes no more letters, waits for the one in hand, and ends it.
 */
export const consume = async (url, handle) => {
  const connection = await amqp.connect(url, { timeout: 5_000 });
  const ended = new Promise((resolve) => connection.once('close', resolve));
  connection.on('error', (error) => log.warn('the connection to the queue broke', { error: error.message }));
  const channel = await connection.createChannel();
  channel.on('error', (error) => log.warn('the channel to the queue broke', { error: error.message }));
  // A channel may end alone, as when somebody deletes the queue: the connection is made anew.
  channel.once('close', () => connection.close().catch(() => {}));
  await channel.assertQueue(queue, { durable: true });
  await channel.prefetch(1);
  let inHand = Promise.resolve();
  const answer = async (message) => {
    const outcome = await handle(message.content);
    try {
      if (outcome === 'sent') channel.ack(message);
      else channel.nack(message, false, outcome === 'later');
    } catch (error) {
      log.warn('what became of a letter cannot be told, so it comes again', { error: error.message });
    }
  };
  const { consumerTag } = await channel.consume(queue, (message) => {
    if (message === null) connection.close().catch(() => {});
    else inHand = answer(message);
  });
  log.info('waiting for letters', { queue });
  const stop = async () => {
    await channel.cancel(consumerTag);
    await inHand;
    await channel.close();
    await ended;
  };
  return { ended, stop };
};
