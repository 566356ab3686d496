import type { CardElement, TextRunOptions } from '@microsoft/teams.cards';
import type { ChangeText } from '../../card/change.ts';
import { diffFiles, diffStat, type DiffText } from '../../card/diff.ts';
import { preformatted } from './preformatted.ts';
import { bold, paragraph, run } from './text.ts';

/** What exactly will happen. `rest` says where to find what is not shown. */
export function changeElements(change: ChangeText, rest: string, code: boolean): CardElement[] {
  return [
    ...headOf(change, code),
    ...diffElements(change.diff, code),
    ...(change.coverage === null ? [] : paragraph(bold(change.coverage))),
    ...(change.hidden.length === 0
      ? []
      : paragraph(bold(`Not shown here: ${change.hidden.join(', ')}. `), rest)),
  ];
}

/** What was decided on, once nothing is left to decide: a diff by its files alone. */
export function settledChange(change: ChangeText, code: boolean): CardElement[] {
  const { diff, hidden } = change;
  return [
    ...headOf(change, code),
    ...(diff === null ? [] : [...statLine(diff), ...preformatted(diffFiles(diff), code)]),
    ...(hidden.length === 0 ? [] : paragraph(bold(`Not shown here: ${hidden.join(', ')}.`))),
  ];
}

function headOf(change: ChangeText, code: boolean): CardElement[] {
  const { summary, command, parameters, artifacts } = change;
  return [
    // Without a name before it, a bot's sentence would pass for one of ours.
    ...(summary === null ? [] : paragraph(bold('Summary '), summary)),
    ...sourceOf(change),
    ...listing('Command', command === null ? [] : [command], code),
    ...listing('Parameters', parameters, code),
    ...listing('Artifacts', artifacts, code),
  ];
}

const mono: TextRunOptions = { fontType: 'Monospace' };

function sourceOf({ repository, commit }: ChangeText): CardElement[] {
  if (repository === null) {
    return commit === null ? [] : paragraph(bold('Commit '), run(commit, mono));
  }
  const at = commit === null ? [] : [' at commit ', run(commit, mono)];
  return paragraph(bold('Repository '), run(repository, mono), ...at);
}

function listing(title: string, lines: string[], code: boolean): CardElement[] {
  if (lines.length === 0) return [];
  return [...paragraph(bold(title)), ...preformatted(lines.join('\n'), code)];
}

function diffElements(diff: DiffText | null, code: boolean): CardElement[] {
  if (diff === null) return [];
  const isLong = diff.files.length > 1 || diff.hiddenLines > 0;
  return [
    ...statLine(diff),
    ...(isLong ? preformatted(diffFiles(diff), code) : []),
    ...preformatted(diff.preview, code),
  ];
}

function statLine(diff: DiffText): CardElement[] {
  return paragraph(bold('Diff '), diffStat(diff));
}
