import { setTimeout as sleep } from 'node:timers/promises';
import { letterOf } from './letter.js';
import { log } from './log.js';

/** The server will never take this letter. What it says of the worker, such as a wrong password, is no fault of the letter. */
const isFinal = ({ code, responseCode }) => ['EENVELOPE', 'EMESSAGE'].includes(code) && responseCode >= 500;

/**
 * What becomes of a message: `sent`; `refused` for one that can never be sent; `later` for one that could not be sent now,
 * after a pause, so that a mail server that is away is not asked without end.
 */
export const deliver = async (content, send, { pause = 5_000, signal } = {}) => {
  let letter;
  try {
    letter = letterOf(content);
  } catch (error) {
    log.error('a letter cannot be sent', { error: error.message });
    return 'refused';
  }
  try {
    await send(letter);
    log.info('a letter was sent');
    return 'sent';
  } catch (error) {
    if (isFinal(error)) {
      log.error('a letter was refused', { code: error.responseCode });
      return 'refused';
    }
    log.warn('a letter could not be sent, and will be tried again', { code: error.code, error: error.message });
    await sleep(pause, undefined, { signal }).catch(() => {});
    return 'later';
  }
};
