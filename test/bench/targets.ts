import type { Row } from './measure.js';

/** Whether a target is met, with both numbers. */
export interface Verdict {
  readonly met: boolean;
  readonly text: string;
}

const verdict = (met: boolean, name: string, found: string, wanted: string): Verdict => ({
  met,
  text: `${met ? 'met   ' : 'MISSED'} ${name}: ${found}, target ${wanted}`,
});

/** Judges every target whose sizes were measured. */
export function verdicts(rows: readonly Row[]): readonly Verdict[] {
  const [one, thousand, most] = [1, 1_000, 10_000].map((size) => rows.find((row) => row.size === size));
  const found: Verdict[] = [];
  if (one?.plain !== undefined) {
    const times = one.slipway.wallSeconds / one.plain.wallSeconds;
    found.push(
      verdict(times <= 1.5, 'one service, cold', `${times.toFixed(2)} times plain cdk8s`, 'at most 1.5 times'),
    );
  }
  if (thousand?.plain !== undefined) {
    // Plain cdk8s resolves and checks nothing, so that only what both do is compared: from constructs to files.
    const times = thousand.plain.synthSeconds / thousand.slipway.synthSeconds;
    const whole = thousand.plain.wallSeconds / thousand.slipway.wallSeconds;
    const text = `${times.toFixed(1)} times faster than plain cdk8s (${whole.toFixed(1)} with resolving and start-up)`;
    found.push(verdict(times >= 8, '1,000 services, from constructs to files', text, 'at least 8 times'));
  }
  if (thousand !== undefined && most !== undefined) {
    const times = most.slipway.wallSeconds / thousand.slipway.wallSeconds;
    found.push(
      verdict(times <= 11, '10,000 services', `${times.toFixed(1)} times the time of 1,000`, 'at most 11 times'),
    );
  }
  if (most !== undefined) {
    const megabytes = most.slipway.peakBytes / 1e6;
    found.push(
      verdict(megabytes < 1_000, '10,000 services', `${megabytes.toFixed(0)} MB at the peak`, 'under 1,000 MB'),
    );
  }
  return found;
}
