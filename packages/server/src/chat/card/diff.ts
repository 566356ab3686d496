import type { StructuredPatch } from 'diff';
import { parsePatch } from 'diff/lib/patch/parse.js';
import { visible } from '@countersign/core/text/visible';
import { cutAt } from '@countersign/core/text/truncate';
import { count, line } from './words.ts';

export type DiffText = {
  /** False where it is no unified diff, so that there is nothing to count. */
  wellFormed: boolean;
  /** Per file, as many as fit. */
  files: { path: string; added: number; removed: number; note: string | null }[];
  moreFiles: number;
  added: number;
  removed: number;
  /** The diff itself from its beginning, whole lines. */
  preview: string;
  lines: number;
  hiddenLines: number;
};

export type DiffRoom = { files: number; characters: number; lines: number };

/** A diff for people. What does not parse as a unified diff is shown all the same, as text. */
export function diffText(diff: string, room: DiffRoom): DiffText {
  const files = parsed(diff).map(fileOf);
  const lines = visible(diff).replace(/\n$/, '').split('\n');
  const shown = lines.slice(0, wholeLines(lines, room));
  return {
    wellFormed: files.length > 0,
    files: files.slice(0, room.files),
    moreFiles: Math.max(0, files.length - room.files),
    added: sum(files.map((file) => file.added)),
    removed: sum(files.map((file) => file.removed)),
    preview: shown.join('\n') || cutAt(lines[0] ?? '', room.characters).text,
    lines: lines.length,
    hiddenLines: lines.length - shown.length,
  };
}

/** `2 files, 10 lines added, 3 removed` */
export function diffStat({
  wellFormed,
  files,
  moreFiles,
  added,
  removed,
  lines,
}: DiffText): string {
  if (!wellFormed) return `${count(lines, 'line')}, not a well-formed diff: read it as text`;
  const total = files.length + moreFiles;
  return `${count(total, 'file')}, ${count(added, 'line')} added, ${removed} removed`;
}

/** One line a file: `src/a.ts  +10 -3  renamed` */
export function diffFiles({ files, moreFiles }: DiffText): string {
  const lines = files.map(({ path, added, removed, note }) => {
    return `${path}  +${added} -${removed}${note === null ? '' : `  ${note}`}`;
  });
  return [...lines, ...(moreFiles > 0 ? [`and ${count(moreFiles, 'more file')}`] : [])].join('\n');
}

function parsed(diff: string): StructuredPatch[] {
  try {
    return parsePatch(diff).filter(
      (file) => file.oldFileName !== undefined || file.hunks.length > 0,
    );
  } catch {
    return [];
  }
}

function fileOf(patch: StructuredPatch): DiffText['files'][number] {
  const lines = patch.hunks.flatMap((hunk) => hunk.lines);
  return {
    path: line(pathOf(patch), 120),
    added: lines.filter((text) => text.startsWith('+')).length,
    removed: lines.filter((text) => text.startsWith('-')).length,
    note: noteOf(patch),
  };
}

function pathOf({ oldFileName, newFileName, isRename }: StructuredPatch): string {
  const [before, after] = [bare(oldFileName), bare(newFileName)];
  if (isRename && before && after) return `${before} -> ${after}`;
  return after ?? before ?? 'unnamed file';
}

function bare(name: string | undefined): string | undefined {
  return name === '/dev/null' ? undefined : name?.replace(/^[ab]\//, '');
}

function noteOf({ isCreate, isDelete, isBinary, isRename, oldMode, newMode }: StructuredPatch) {
  if (isBinary) return 'binary';
  if (isCreate) return 'new';
  if (isDelete) return 'deleted';
  if (isRename) return 'renamed';
  return oldMode && newMode && oldMode !== newMode ? `mode ${oldMode} -> ${newMode}` : null;
}

/** How many lines fit. */
function wholeLines(lines: readonly string[], room: DiffRoom): number {
  let left = room.characters;
  const end = lines.findIndex((text, index) => {
    left -= text.length + 1;
    return left < 0 || index >= room.lines;
  });
  return end === -1 ? lines.length : end;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}
