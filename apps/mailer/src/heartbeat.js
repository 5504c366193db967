import { statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { log } from './log.js';

const beatSeconds = 5;
const lateSeconds = 15;

/** The file that the worker touches, in a folder that it may write to. */
export const heartbeatFile = join(tmpdir(), 'alive');

/** Touches the file while the event loop turns. It looks at nothing else, so that no dependency's outage restarts the worker. */
export const beat = (file) => {
  const touch = () => {
    try {
      writeFileSync(file, '');
    } catch (error) {
      log.error('the heartbeat cannot be written', { error: error.message });
    }
  };
  touch();
  return setInterval(touch, beatSeconds * 1000);
};

/** Why the worker counts as dead at a time in milliseconds; undefined when it lives. */
export const silence = (file, now) => {
  try {
    const seconds = (now - statSync(file).mtimeMs) / 1000;
    return seconds > lateSeconds ? `the last heartbeat was ${Math.round(seconds)} s ago` : undefined;
  } catch (error) {
    return `there is no heartbeat: ${error.code}`;
  }
};
