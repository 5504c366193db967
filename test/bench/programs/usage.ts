import { writeFileSync } from 'node:fs';

/** What a process has used until now. */
export interface Usage {
  /** memory at the most at one time */
  readonly peakBytes: number;
  /** processor time of all its threads */
  readonly cpuSeconds: number;
  /** wall time from the first construct to the last file: what is left is start, imports, loading and resolving */
  readonly synthSeconds: number;
}

/** Writes what this process has used to standard output, as its last act; `since` is when its first construct was made. */
export const tellUsage = (since: number): void => {
  const synthSeconds = (performance.now() - since) / 1000;
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const usage: Usage = { peakBytes: maxRSS * 1024, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, synthSeconds };
  writeFileSync(1, JSON.stringify(usage));
};
