import type { RichTextBlock } from '@slack/types';
import type { ChangeText } from '../../card/change.ts';
import type { DiffText } from '../../card/diff.ts';
import { count } from '../../card/words.ts';
import { bold, code, paragraph, preformatted, richText } from './blocks.ts';

/** What exactly will happen. `rest` says where to find what is not shown. */
export function changeBlocks(change: ChangeText, rest: string): RichTextBlock[] {
  return richText(
    paragraph(change.summary),
    paragraph(...sourceOf(change)),
    ...listings(change),
    ...diffParts(change.diff),
    change.hidden.length === 0
      ? null
      : paragraph(bold(`Not shown here: ${change.hidden.join(', ')}. `), rest),
  );
}

/** What was decided on, once nothing is left to decide: a diff by its files alone. */
export function settledChange(change: ChangeText): RichTextBlock[] {
  const { diff, hidden } = change;
  return richText(
    paragraph(change.summary),
    paragraph(...sourceOf(change)),
    ...listings(change),
    ...(diff === null ? [] : [statLine(diff), preformatted(fileList(diff))]),
    hidden.length === 0 ? null : paragraph(bold(`Not shown here: ${hidden.join(', ')}.`)),
  );
}

function sourceOf({ repository, commit }: ChangeText) {
  if (repository === null && commit === null) return [];
  return [
    repository === null ? null : code(repository),
    repository === null || commit === null ? null : ' at ',
    commit === null ? null : 'commit ',
    commit === null ? null : code(commit),
  ];
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
    diff.files.length < 2 && diff.hiddenLines === 0 ? null : preformatted(fileList(diff)),
    preformatted(diff.preview),
  ];
}

function statLine(diff: DiffText) {
  return paragraph(bold('Diff '), statOf(diff));
}

function statOf({ wellFormed, files, moreFiles, added, removed, lines }: DiffText): string {
  if (!wellFormed) return `${count(lines, 'line')}, not a well-formed diff: read it as text`;
  const total = files.length + moreFiles;
  return `${count(total, 'file')}, ${count(added, 'line')} added, ${removed} removed`;
}

function fileList({ files, moreFiles }: DiffText): string {
  const lines = files.map(({ path, added, removed, note }) => {
    return `${path}  +${added} -${removed}${note === null ? '' : `  ${note}`}`;
  });
  return [...lines, ...(moreFiles > 0 ? [`and ${count(moreFiles, 'more file')}`] : [])].join('\n');
}
