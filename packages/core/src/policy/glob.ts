/** A compiled glob. `matches` is total and takes time in proportion to pattern times value at worst. */
export type Glob = {
  readonly pattern: string;
  /** True for a pattern without wildcards: it matches its own text only. */
  readonly exact: boolean;
  matches(value: string): boolean;
};

export type GlobResult = ({ readonly ok: true } & Glob) | { readonly ok: false; message: string };

/** In UTF-16 units. */
export const MAX_GLOB_LENGTH = 256;

/**
 * Values and patterns are cut into segments at `/` and `:`, and a pattern's separators must be the
 * value's. In a segment, `*` matches any run of characters, none included; a segment that is `**`
 * matches any number of segments, none included. All else matches itself: upper and lower case
 * differ, and there is no escape.
 */
export function compileGlob(pattern: string): GlobResult {
  const message = faultOf(pattern);
  if (message !== undefined) return { ok: false, message };
  if (!pattern.includes('*')) {
    return { ok: true, pattern, exact: true, matches: (value) => value === pattern };
  }
  const steps = cut(pattern).map(toStep);
  const needle = longestPart(steps);
  const match = matcher(steps);
  return {
    ok: true,
    pattern,
    exact: false,
    // The needle settles most values at once.
    matches: (value) => value.includes(needle) && match(value),
  };
}

function faultOf(pattern: string): string | undefined {
  if (pattern === '') return 'An empty glob matches nothing.';
  if (pattern.length > MAX_GLOB_LENGTH) {
    return `A glob has at most ${MAX_GLOB_LENGTH} characters, this one has ${pattern.length}.`;
  }
  if (/\p{C}/u.test(pattern)) return 'A glob has no control or invisible characters.';
  if (cut(pattern).some(({ text }) => text.includes('**') && text !== '**')) {
    return '"**" stands alone between separators ("/" or ":"); within a segment, use "*".';
  }
  return undefined;
}

/** `separator` is the one before the segment; the first segment has none. */
type Segment = { separator: string; text: string };
/** The texts between the stars of one segment; or `**`, any segments. */
type Step = { separator: string; parts: string[] | 'any' };

function cut(value: string): Segment[] {
  const segments: Segment[] = [];
  let start = 0;
  for (let at = 0; at <= value.length; at++) {
    if (at < value.length && !isSeparator(value, at)) continue;
    segments.push({ separator: value.charAt(start - 1), text: value.slice(start, at) });
    start = at + 1;
  }
  return segments;
}

function isSeparator(value: string, at: number): boolean {
  return value[at] === '/' || value[at] === ':';
}

function toStep({ separator, text }: Segment): Step {
  return { separator, parts: text === '**' ? 'any' : text.split('*') };
}

function longestPart(steps: readonly Step[]): string {
  let longest = '';
  for (const part of steps.flatMap(({ parts }) => (parts === 'any' ? [] : parts))) {
    if (part.length > longest.length) longest = part;
  }
  return longest;
}

function matcher(steps: readonly Step[]): (value: string) => boolean {
  if (steps.some((step) => step.parts === 'any')) return (value) => matchesPath(steps, cut(value));
  const [only] = steps;
  if (steps.length > 1 || !only) return (value) => matchesOneByOne(steps, cut(value));
  return (value) => matchesText(only.parts, value) && !/[/:]/.test(value);
}

function matchesOneByOne(steps: readonly Step[], segments: readonly Segment[]): boolean {
  if (steps.length !== segments.length) return false;
  return steps.every((step, at) => {
    const segment = segments[at];
    return segment !== undefined && takes(step, segment);
  });
}

/**
 * Walks all ways at once, so nothing is tried twice. Place 2i is before step i; place 2i + 1 is
 * within step i, a `**` that has taken a segment.
 */
function matchesPath(steps: readonly Step[], segments: readonly Segment[]): boolean {
  let open = [true];
  for (const segment of segments) {
    const next: boolean[] = [];
    for (let place = 0; place < open.length; place++) {
      const step = steps[place >> 1];
      if (!open[place] || step === undefined) continue;
      if (step.parts !== 'any') {
        if (takes(step, segment)) next[place + 2] = true;
        continue;
      }
      open[(place | 1) + 1] = true; // takes no segment, or no more
      if (place % 2 === 1 || joins(step, segment)) next[place | 1] = true;
    }
    open = next;
  }
  for (let place = 0; place < open.length; place++) {
    if (open[place] && steps[place >> 1]?.parts === 'any') open[(place | 1) + 1] = true;
  }
  return open[steps.length * 2] === true;
}

function takes(step: Step, segment: Segment): boolean {
  return joins(step, segment) && matchesText(step.parts, segment.text);
}

// The value's first segment has no separator: a step meets it only if all before took none.
function joins(step: Step, segment: Segment): boolean {
  return segment.separator === '' || segment.separator === step.separator;
}

function matchesText(parts: Step['parts'], text: string): boolean {
  if (parts === 'any') return true;
  const first = parts[0] ?? '';
  if (parts.length === 1) return text === first;
  const last = parts.at(-1) ?? '';
  const end = text.length - last.length;
  if (end < first.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (let index = 1; index < parts.length - 1; index++) {
    const part = parts[index] ?? '';
    const found = text.indexOf(part, at);
    if (found === -1 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
