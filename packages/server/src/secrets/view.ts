/** A text as a scanner should read it. */
export type View = { text: string; lines: Line[] };

/** A stretch of the original text, end exclusive, within one line. */
export type Span = { start: number; end: number };

/** Where a line of a view begins, in it and in the original. */
type Line = {
  at: number;
  start: number;
  /** Of each character in the original; null where they follow one another as they do there. */
  places: Span[] | null;
};

/** Invisible in most displays, and enough to make a pattern miss. Marks, too: none belongs in a secret. */
const invisible = /[[\p{Cf}\p{Mn}\p{Default_Ignorable_Code_Point}\p{Cc}]--[\t\r\n]]/v;
const plain = /^[\t\r\n\x20-\x7e]*$/u;
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
  const asIs = viewOf(plain.test(text) ? [{ start: 0, end: text.length }] : lines, text);
  if (lines.length < 3 || !/^[+\- \t>|#*]/mu.test(text)) return [asIs];
  const contents = lines.flatMap(({ start, end }) => {
    const line = text.slice(start, end);
    if (header.test(line)) return [];
    return [{ sign: line[0], start: start + lengthOf(margin, line), end }];
  });
  const left = contents.filter(({ sign }) => sign !== '-');
  const before = contents.filter(({ sign }) => sign !== '+');
  const isDiff = left.length < contents.length || before.length < contents.length;
  return [asIs, ...(isDiff ? [left, before] : [contents]).map((kept) => viewOf(kept, text))];
}

/**
 * Where a stretch of a view is in the original: one span a line, so that lines survive a replacement.
 * From its second line on, what makes the text a diff is left as it is.
 */
export function spansOf(view: View, start: number, end: number): Span[] {
  const spans: Span[] = [];
  let at = start;
  for (const line of view.text.slice(start, end).split('\n')) {
    const structure = at === start ? 0 : lengthOf(header, line) || lengthOf(mark, line);
    const length = line.trimEnd().length;
    if (structure < length) {
      const first = placeOf(view, at + structure).start;
      const last = placeOf(view, at + length - 1).end;
      spans.push({ start: first, end: last });
    }
    at += line.length + 1;
  }
  return spans;
}

/** Of a character of a view; its line's end has none. */
function placeOf({ lines }: View, index: number): Span {
  let [low, high] = [0, lines.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lines[middle]?.at ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  const { at, start, places } = lines[low] ?? { at: 0, start: 0, places: null };
  const offset = index - at;
  return places?.[offset] ?? { start: start + offset, end: start + offset + 1 };
}

function lengthOf(pattern: RegExp, line: string): number {
  return pattern.exec(line)?.[0].length ?? 0;
}

function viewOf(spans: Span[], text: string): View {
  const read: string[] = [];
  let at = 0;
  const lines = spans.map(({ start, end }): Line => {
    const line = text.slice(start, end);
    const places = plain.test(line) ? null : [];
    const shown = places === null ? line : normalised(line, start, places);
    const begins = at;
    read.push(shown, '\n');
    at += shown.length + 1;
    return { at: begins, start, places };
  });
  return { text: read.join(''), lines };
}

/** Without what is not seen and in its plain form, with the places of what it became. */
function normalised(line: string, start: number, places: Span[]): string {
  let text = '';
  let at = start;
  for (const character of line) {
    const end = at + character.length;
    const read = invisible.test(character) ? '' : character.normalize('NFKC').replace(/\n/gu, ' ');
    for (let i = 0; i < read.length; i++) places.push({ start: at, end });
    text += read;
    at = end;
  }
  return text;
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
