import type { FileFinding } from '../rules/files.js';
import type { Style } from './terminal.js';

/** Findings about files as people read them: what disagrees, where each place is, and what to do. */
export const fileFindingsText = (findings: readonly FileFinding[], style: Style): string =>
  findings
    .map(({ rule, service, places, message, fix }) =>
      [
        `${style('bold', service)}: ${style('red', message)} (${rule})`,
        ...places.map(
          ({ file, line, path, value }) => `    ${file}${line === undefined ? '' : `:${line}`} ${path}: ${value}`,
        ),
        `    fix: ${fix}`,
      ].join('\n'),
    )
    .join('\n');
