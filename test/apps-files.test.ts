import { expect, test } from 'vitest';
import { slipway } from '../lib/cli/program.js';

/** What the command line prints and its exit code. */
const said = async (...args: readonly string[]): Promise<{ readonly code: number; readonly text: string }> => {
  const parts: string[] = [];
  const output = { isTTY: false, write: (part: string) => parts.push(part) > 0 };
  const code = await slipway(args, { version: '0', stdout: output, stderr: output, today: () => '2026-01-01' });
  return { code, text: parts.join('') };
};

test('the committed files of every example service are what would be generated', async () => {
  const { code, text } = await said('generate', '--check', '--workspace', 'apps');
  expect({ code, text }).toEqual({
    code: 0,
    text: expect.stringMatching(/^\d+ files of 4 services: \d+ unchanged\n$/),
  });
});
