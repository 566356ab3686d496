import { parsePatch } from 'diff';

/** What a diff touches; nothing for a change without one, and for one that cannot be read. */
export function diffFacts(diff: string | undefined) {
  const patches = diff === undefined ? null : patchesOf(diff);
  if (patches === null || patches.length === 0) return {};
  const lines = patches.flatMap(({ hunks }) => hunks.flatMap((hunk) => hunk.lines));
  return {
    files: [
      ...new Set(
        patches.flatMap(({ oldFileName, newFileName }) => paths(oldFileName, newFileName)),
      ),
    ],
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
