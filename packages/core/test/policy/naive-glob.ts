/** The definition of a glob match, tried out in every way: slow, and plain enough to believe. */
export function naiveMatches(pattern: string, value: string): boolean {
  return path(segments(pattern), segments(value), false);
}

type Segment = { separator: string; text: string };

function segments(text: string): Segment[] {
  const [first = '', ...rest] = text.split(/(?=[/:])/);
  const led = /^[/:]/.test(first) ? ['', first, ...rest] : [first, ...rest];
  return led.map((piece, at) => ({
    separator: at === 0 ? '' : piece.slice(0, 1),
    text: at === 0 ? piece : piece.slice(1),
  }));
}

/** `inside` says that the `**` at the front has taken a segment already. */
function path(pattern: Segment[], value: Segment[], inside: boolean): boolean {
  const [step, ...later] = pattern;
  const [segment, ...rest] = value;
  if (step === undefined) return segment === undefined;
  const joins = segment?.separator === '' || segment?.separator === step.separator;
  if (step.text === '**') {
    if (path(later, value, false)) return true;
    return segment !== undefined && (inside || joins) && path(pattern, rest, true);
  }
  return (
    segment !== undefined && joins && text(step.text, segment.text) && path(later, rest, false)
  );
}

function text(pattern: string, value: string): boolean {
  if (pattern === '') return value === '';
  if (pattern[0] !== '*') return pattern[0] === value[0] && text(pattern.slice(1), value.slice(1));
  return text(pattern.slice(1), value) || (value !== '' && text(pattern, value.slice(1)));
}
