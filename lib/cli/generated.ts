import { join } from 'node:path';
import type { FileReport, FileState } from '../files/write.js';
import type { FileFinding } from '../rules/files.js';
import { fileFindingsText } from './file-findings.js';
import type { Outcome } from './outcome.js';
import type { Look, Style } from './terminal.js';
import { styledDiff, unifiedDiff } from './unified-diff.js';
import { counted } from './words.js';

/** What `generate` did or found. */
export interface Generated {
  readonly check: boolean;
  /** the number of services whose files were looked at */
  readonly services: number;
  readonly reports: readonly FileReport[];
  readonly findings: readonly FileFinding[];
  /** what could not be compared, and why */
  readonly notes: readonly string[];
}

const looks: Readonly<Record<FileState, Look>> = {
  written: 'green',
  removed: 'green',
  unchanged: 'dim',
  owned: 'yellow',
  stale: 'red',
  missing: 'red',
  'left over': 'red',
};

const words: Partial<Readonly<Record<FileState, string>>> = { owned: 'yours, left alone' };
const wrong: readonly FileState[] = ['stale', 'missing', 'left over'];

/** What `generate` has to tell: each file that is not as it was, findings, and one line that counts. */
export const generated = ({ check, services, reports, findings, notes }: Generated): Outcome => {
  const isWrong = reports.some(({ state }) => wrong.includes(state));
  return {
    code: isWrong || findings.length > 0 ? 1 : 0,
    json: { files: reports.map(fileJson), findings, notes },
    text: (style) =>
      [
        ...reports.filter(({ state }) => state !== 'unchanged').flatMap((report) => fileText(report, style)),
        ...(findings.length === 0 ? [] : [fileFindingsText(findings, style)]),
        ...notes.map((note) => style('yellow', note)),
        `${counted(reports.length, 'file')} of ${counted(services, 'service')}: ${counts(reports)}`,
        ...(check && isWrong ? ['run slipway generate to write them'] : []),
      ].join('\n'),
  };
};

const shownPath = ({ folder, path }: FileReport): string => join(folder, path);

const diffOf = (report: FileReport): string | undefined =>
  report.state === 'stale' && report.before !== undefined && report.after !== undefined
    ? unifiedDiff(shownPath(report), report.before, report.after)
    : undefined;

/** Local files hold what only this machine knows: their texts are never told. */
const fileJson = (report: FileReport): Readonly<Record<string, unknown>> => {
  const { state, local } = report;
  return { path: shownPath(report), state, ...(local && { local }), ...(!local && { diff: diffOf(report) }) };
};

const fileText = (report: FileReport, style: Style): readonly string[] => {
  const { state, local } = report;
  const diff = local ? undefined : diffOf(report);
  const word = `${words[state] ?? state}${local ? ' (only for this machine)' : ''}`;
  return [
    `${shownPath(report)}: ${style(looks[state], word)}`,
    ...(diff === undefined ? [] : [styledDiff(diff, style)]),
  ];
};

const counts = (reports: readonly FileReport[]): string => {
  const byState = new Map<FileState, number>();
  for (const { state } of reports) byState.set(state, (byState.get(state) ?? 0) + 1);
  return [...byState].map(([state, count]) => `${count} ${state}`).join(', ');
};
