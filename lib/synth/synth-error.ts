/** What keeps an app from being written: its own constructs, or the disk. The message tells everything, without a stack. */
export class SynthError extends Error {
  override readonly name = 'SynthError';
}
