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
    ...listing('Command', change.command === null ? [] : [change.command]),
    ...listing('Parameters', change.parameters),
    ...listing('Artifacts', change.artifacts),
    ...diffParts(change.diff),
    change.hidden.length === 0
      ? null
      : paragraph(bold(`Not shown here: ${change.hidden.join(', ')}. `), rest),
  );
}

/** The change in a line or two, once nothing is left to decide. */
export function changeSummary(change: ChangeText): RichTextBlock[] {
  return richText(
    paragraph(change.summary),
    paragraph(...sourceOf(change)),
    change.diff === null ? null : paragraph(statOf(change.diff)),
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

function listing(title: string, lines: string[]) {
  return lines.length === 0 ? [] : [paragraph(bold(title)), preformatted(lines.join('\n'))];
}

function diffParts(diff: DiffText | null) {
  if (diff === null) return [];
  return [
    paragraph(bold('Diff '), statOf(diff)),
    diff.files.length < 2 && diff.hiddenLines === 0 ? null : preformatted(fileList(diff)),
    preformatted(diff.preview),
  ];
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
