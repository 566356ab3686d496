import type { RichTextBlock } from '@slack/types';
import type { ChangeText } from '../../card/change.ts';
import { diffFiles, diffStat, type DiffText } from '../../card/diff.ts';
import { bold, code, paragraph, preformatted, richText } from './blocks.ts';

/** What exactly will happen. `rest` says where to find what is not shown. */
export function changeBlocks(change: ChangeText, rest: string): RichTextBlock[] {
  return richText(
    summaryOf(change),
    paragraph(...sourceOf(change)),
    ...listings(change),
    ...diffParts(change.diff),
    change.coverage === null ? null : paragraph(bold(change.coverage)),
    change.hidden.length === 0
      ? null
      : paragraph(bold(`Not shown here: ${change.hidden.join(', ')}. `), rest),
  );
}

/** What was decided on, once nothing is left to decide: a diff by its files alone. */
export function settledChange(change: ChangeText): RichTextBlock[] {
  const { diff, hidden } = change;
  return richText(
    summaryOf(change),
    paragraph(...sourceOf(change)),
    ...listings(change),
    ...(diff === null ? [] : [statLine(diff), preformatted(diffFiles(diff))]),
    hidden.length === 0 ? null : paragraph(bold(`Not shown here: ${hidden.join(', ')}.`)),
  );
}

// Without a name before it, a bot's sentence would pass for one of ours.
function summaryOf({ summary }: ChangeText) {
  return summary === null ? null : paragraph(bold('Summary '), summary);
}

function sourceOf({ repository, commit }: ChangeText) {
  if (repository === null) return commit === null ? [] : [bold('Commit '), code(commit)];
  const at = commit === null ? [] : [' at commit ', code(commit)];
  return [bold('Repository '), code(repository), ...at];
}

function listings({ command, parameters, artifacts }: ChangeText) {
  return [
    ...listing('Command', command === null ? [] : [command]),
    ...listing('Parameters', parameters),
    ...listing('Artifacts', artifacts),
  ];
}

function listing(title: string, lines: string[]) {
  return lines.length === 0 ? [] : [paragraph(bold(title)), preformatted(lines.join('\n'))];
}

function diffParts(diff: DiffText | null) {
  if (diff === null) return [];
  return [
    statLine(diff),
    diff.files.length < 2 && diff.hiddenLines === 0 ? null : preformatted(diffFiles(diff)),
    preformatted(diff.preview),
  ];
}

function statLine(diff: DiffText) {
  return paragraph(bold('Diff '), diffStat(diff));
}
