/** What git writes between hunks. */
const HEADER =
  /^(?:diff --git |index [0-9a-f]|(?:---|\+\+\+) |(?:new|deleted) file mode \d|(?:old|new) mode \d|(?:dis)?similarity index \d|(?:rename|copy) (?:from|to) |Binary files .* differ$)/u;
const HUNK = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/u;

/**
 * Whether each line of a diff is a header or within a hunk of the length that the hunk tells. Readers
 * of diffs pass over all else, and a program that applies it may not: its size would be unknown.
 */
export function isWholeDiff(diff: string): boolean {
  let before = 0;
  let after = 0;
  for (const line of diff.replace(/\n$/u, '').split('\n')) {
    const sign = line[0] ?? ' ';
    if (sign === '\\') continue;
    if (before > 0 || after > 0) {
      if (sign !== ' ' && sign !== '+' && sign !== '-') return false;
      if (sign !== '+') before -= 1;
      if (sign !== '-') after -= 1;
      if (before < 0 || after < 0) return false;
      continue;
    }
    const hunk = HUNK.exec(line);
    if (hunk) [before, after] = [Number(hunk[1] ?? 1), Number(hunk[2] ?? 1)];
    else if (!HEADER.test(line)) return false;
  }
  return before === 0 && after === 0;
}
