/** A text as a scanner should read it, with the place in the original of each of its characters. */
export type View = { text: string; from: number[]; to: number[] };

/** A stretch of the original text, end exclusive, within one line. */
export type Span = { start: number; end: number };

/** Invisible in most displays, and enough to make a pattern miss. Marks, too: none belongs in a secret. */
const invisible = /[[\p{Cf}\p{Mn}\p{Default_Ignorable_Code_Point}\p{Cc}]--[\t\r\n]]/v;
const plain = /^[\t\r\x20-\x7e]*$/u;
/** What stands before the content of a line in a diff, a quotation, a comment or a YAML block. */
const margin = /^[+-]?[ \t>|#*]*/u;

/** What makes a text a diff: its header lines, and the mark of any other line. */
const header = /^(?:diff --git |index [\da-f]+\.\.|--- |\+\+\+ |@@ -\d|\\ No newline).*/u;
/** `-----END` has no mark, it is the end of a key. */
const mark = /^(?:[+ ]|-(?!----[A-Z]))/u;

/**
 * The ways to read a text: as it is, and, where it has lines, as what a diff leaves and as what it takes
 * away, without margins: a private key in a diff is no private key until its `+` are gone.
 */
export function viewsOf(text: string): View[] {
  const lines = linesOf(text);
  const asIs = viewOf(lines, text, () => 0);
  if (lines.length < 3 || !/^[+\- \t>|#*]/mu.test(text)) return [asIs];
  return [asIs, viewOf(lines, text, marginBut('-')), viewOf(lines, text, marginBut('+'))];
}

/**
 * Where a stretch of a view is in the original: one span a line, so that lines survive a replacement.
 * From its second line on, what makes the text a diff is left as it is.
 */
export function spansOf({ text, from, to }: View, start: number, end: number): Span[] {
  const spans: Span[] = [];
  let at = start;
  for (const line of text.slice(start, end).split('\n')) {
    const structure = at === start ? 0 : lengthOf(header, line) || lengthOf(mark, line);
    const [first, last] = [from[at + structure], to[at + line.trimEnd().length - 1]];
    if (first !== undefined && last !== undefined && first < last) {
      spans.push({ start: first, end: last });
    }
    at += line.length + 1;
  }
  return spans;
}

function marginBut(dropped: '+' | '-'): (line: string) => number | null {
  return (line) => (line.startsWith(dropped) || header.test(line) ? null : lengthOf(margin, line));
}

function lengthOf(pattern: RegExp, line: string): number {
  return pattern.exec(line)?.[0].length ?? 0;
}

function viewOf(lines: Span[], text: string, skip: (line: string) => number | null): View {
  const view: View = { text: '', from: [], to: [] };
  for (const { start, end } of lines) {
    const line = text.slice(start, end);
    const skipped = skip(line);
    if (skipped === null) continue;
    append(view, line.slice(skipped), start + skipped);
    view.text += '\n';
    view.from.push(end);
    view.to.push(end);
  }
  return view;
}

function append(view: View, line: string, start: number): void {
  if (plain.test(line)) {
    view.text += line;
    for (let at = start; at < start + line.length; at++) {
      view.from.push(at);
      view.to.push(at + 1);
    }
    return;
  }
  let at = start;
  for (const character of line) {
    const read = invisible.test(character) ? '' : character.normalize('NFKC').replace(/\n/gu, ' ');
    view.text += read;
    for (let i = 0; i < read.length; i++) {
      view.from.push(at);
      view.to.push(at + character.length);
    }
    at += character.length;
  }
}

function linesOf(text: string): Span[] {
  const lines: Span[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    lines.push({ start, end: start + line.length });
    start += line.length + 1;
  }
  return lines;
}
