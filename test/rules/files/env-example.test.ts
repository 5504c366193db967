import { expect, test } from 'vitest';
import { readEnvFile } from '../../../lib/rules/files/env-example.js';

test('every name that Compose takes sets or lists a variable', () => {
  const { listed, problems } = readEnvFile({ path: '.env.example', text: '.a-1=x\n-b=\n# .c=\nD\nexport E=1\n' });
  expect([...listed].sort()).toEqual(['-b', '.a-1', '.c', 'D', 'E']);
  expect(problems).toEqual([]);
});

test('a line that sets no variable is told without its value', () => {
  const [problem] = readEnvFile({ path: '.env.example', text: 'A=1\ntwo words=secret\n' }).problems;
  expect(problem?.places).toEqual([{ file: '.env.example', line: 2, path: '', value: 'two words' }]);
});
