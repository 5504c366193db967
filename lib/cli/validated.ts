import type { FileFinding } from '../rules/files.js';
import { fileFindingsText } from './file-findings.js';
import { findingsText, type LocatedFinding } from './findings.js';
import type { Outcome } from './outcome.js';
import { counted } from './words.js';

/** What `validate` found. */
export interface Validated {
  readonly services: number;
  readonly environments: number;
  readonly findings: readonly LocatedFinding[];
  readonly files: readonly FileFinding[];
}

/** What `validate` has to tell: findings by object, then those about files, and one line that counts. */
export const validated = ({ services, environments, findings, files }: Validated): Outcome => {
  const found = findings.length + files.length;
  return {
    code: found === 0 ? 0 : 1,
    json: { findings, files },
    text: (style) =>
      [
        ...(findings.length === 0 ? [] : [findingsText(findings, style)]),
        ...(files.length === 0 ? [] : [fileFindingsText(files, style)]),
        `${counted(services, 'service')} in ${counted(environments, 'environment')}: ${found === 0 ? 'no findings' : counted(found, 'finding')}`,
      ].join('\n'),
  };
};
