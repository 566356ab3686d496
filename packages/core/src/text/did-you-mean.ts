import { quote } from './quote.ts';

// A hint is not worth more time than this, however long the document is.
const MAX_NAMES = 300;

/** `Did you mean "stages"?`, if one of the names is a slip away. */
export function didYouMean(given: string, names: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.min(2, Math.floor(given.length / 3));
  for (const name of [...names].slice(0, MAX_NAMES)) {
    if (Math.abs(name.length - given.length) > least) continue;
    const distance = editDistance(given.toLowerCase(), name.toLowerCase());
    if (distance < least || (distance === least && best === undefined)) {
      best = name;
      least = distance;
    }
  }
  return best === undefined ? undefined : `Did you mean ${quote(best)}?`;
}

/** Levenshtein distance, one row at a time; two neighbours that changed places are one slip. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const other = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      const swapped = i > 0 && j > 0 && a[i] === b[j - 1] && a[i - 1] === b[j];
      const swap = swapped ? (before[j - 1] ?? 0) + 1 : Infinity;
      next.push(Math.min(other, swap, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}
