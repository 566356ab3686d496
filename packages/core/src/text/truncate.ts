export type Cut = {
  readonly text: string;
  /** UTF-16 code units that were left out; 0 if the text is whole. */
  readonly cut: number;
};

let segmenter: Intl.Segmenter | undefined;

/** No one character that people read takes more; a longer one is an attack and is cut inside. */
const MAX_GRAPHEME = 64;

/**
 * The beginning of a text in at most `max` UTF-16 code units (as JavaScript and Slack count), never
 * cut inside a surrogate pair, nor inside a grapheme of a length that occurs in writing.
 */
export function cutAt(text: string, max: number): Cut {
  if (text.length <= max) return { text, cut: 0 };
  const kept = text.slice(0, boundary(text, Math.max(0, Math.floor(max))));
  return { text: kept, cut: text.length - kept.length };
}

/** As {@link cutAt}, saying so: ends in ` … [<n> more characters]`, which counts towards `max`. */
export function truncate(text: string, max: number): string {
  if (text.length <= max) return text;
  // The notice is longest when everything is cut, so its room is known before the cut.
  const room = max - notice(text.length).length;
  if (room < 0) return cutAt(text, max).text;
  const { text: kept, cut } = cutAt(text, room);
  return kept + notice(cut);
}

function notice(cut: number): string {
  return ` … [${cut} more characters]`;
}

// Looks at a window around the cut alone, so that a long text costs no more than a short one.
function boundary(text: string, max: number): number {
  const from = pairStart(text, Math.max(0, max - MAX_GRAPHEME));
  const window = text.slice(from, max + MAX_GRAPHEME);
  const { index } = graphemes()
    .segment(window)
    .containing(max - from) ?? { index: max - from };
  const isCluster = from === 0 || index > 0;
  return isCluster ? from + index : pairStart(text, max);
}

function pairStart(text: string, at: number): number {
  const isLow = (text.charCodeAt(at) & 0xfc00) === 0xdc00;
  const afterHigh = (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;
  return isLow && afterHigh ? at - 1 : at;
}

/** Made at the first cut: it takes longer to make than all of this module. */
function graphemes(): Intl.Segmenter {
  return (segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' }));
}
