import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import isNumber from 'is-number';

// A build in small: it needs a development dependency, and leaves comments and blank lines behind.
if (!isNumber(1)) throw new Error('the development dependencies are not installed');
mkdirSync('dist', { recursive: true });
const lines = readFileSync('src/main.js', 'utf8').split('\n');
writeFileSync('dist/main.js', lines.filter((line) => line.trim() !== '' && !line.trim().startsWith('//')).join('\n'));
