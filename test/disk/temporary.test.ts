import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { demandAlone, isTemporaryName, temporaryName, temporaryPath, thisRun } from '../../lib/disk/temporary.js';

describe('temporary names', () => {
  test('are hidden, are known again, and stand beside the file', () => {
    expect(temporaryName('Makefile')).toBe('.Makefile.slipway-tmp');
    expect(temporaryPath('a/Makefile', '.1-00000000')).toMatch(/^a.\.Makefile\.1-00000000\.slipway-tmp$/);
    expect(['.a.slipway-tmp', temporaryName('a', thisRun), 'a.slipway-tmp', '.a.tmp'].map(isTemporaryName)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test('of this run tell its process', () => {
    expect(thisRun).toMatch(new RegExp(`^\\.${process.pid}-[0-9a-f]{8}$`));
  });
});

describe('demandAlone', () => {
  const ended = spawnSync('true').pid;

  test.each([
    ['of this process', `.a${thisRun}.slipway-tmp`],
    ['of an earlier process of the same id', `.a.${process.pid}-00000000.slipway-tmp`],
    ['of a process that has ended', `.a.${ended}-00000000.slipway-tmp`],
    ['of no process', '.a.slipway-tmp'],
    ['of no possible process', '.a.0-00000000.slipway-tmp'],
    ['of too large a number', '.a.9999999999-00000000.slipway-tmp'],
  ])('passes over a file %s', (_, name) => {
    expect(() => demandAlone([`folder/${name}`])).not.toThrow();
  });

  test('tells the process that is alive, and the file', () => {
    const path = `folder/.a.${process.ppid}-00000000.slipway-tmp`;
    expect(() => demandAlone(['folder/.b.slipway-tmp', path])).toThrow(`another run (process ${process.ppid})`);
    expect(() => demandAlone([path])).toThrow(`remove ${path}`);
  });
});
