import { parsePatch } from 'diff/lib/patch/parse.js';
import { isWholeDiff } from './whole-diff.ts';

/** What a diff touches; nothing for a change without one, and for one that cannot be read whole. */
export function diffFacts(diff: string | undefined) {
  const patches = diff !== undefined && isWholeDiff(diff) ? patchesOf(diff) : null;
  if (patches === null || patches.length === 0) return {};
  const lines = patches.flatMap(({ hunks }) => hunks.flatMap((hunk) => hunk.lines));
  const files = new Set(
    patches.flatMap(({ oldFileName, newFileName }) => paths(oldFileName, newFileName)),
  );
  if (files.size === 0) return {};
  return {
    files: [...files],
    filesChanged: patches.length,
    linesAdded: lines.filter((line) => line.startsWith('+')).length,
    linesRemoved: lines.filter((line) => line.startsWith('-')).length,
  };
}

function patchesOf(diff: string) {
  try {
    return parsePatch(diff);
  } catch {
    return null;
  }
}

/** As git names them, `a/` and `b/` before; the other side of a new or removed file is none. */
function paths(...names: (string | undefined)[]): string[] {
  return names.flatMap((name) =>
    name === undefined || name === '/dev/null' ? [] : [name.replace(/^[ab]\//u, '')],
  );
}
