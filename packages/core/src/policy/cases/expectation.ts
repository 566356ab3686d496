import { formatDuration, parseDuration } from '../duration.ts';

/** One thing that a case expects of a verdict, with both sides in words. */
export type Expectation = { what: string; expected: string; got: string; met: boolean };

export function same(what: string, expected: string, got: string): Expectation {
  return { what, expected, got, met: expected === got };
}

/** In any order. */
export function sameNames(
  what: string,
  expected: readonly string[],
  got: readonly string[],
): Expectation {
  return { what, expected: listed(expected), got: listed(got), met: isSame(expected, got) };
}

export function isSame(some: readonly string[], others: readonly string[]): boolean {
  return JSON.stringify(some.toSorted()) === JSON.stringify(others.toSorted());
}

export function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}

export function sorted(names: readonly string[]): string {
  return listed(names.toSorted());
}

/** `900s` as `15m`; what is no duration stays. */
export function spelled(text: string): string {
  const ms = parseDuration(text);
  return ms === undefined ? text : formatDuration(ms);
}

/** Of something that there is or is not: whether there is, and each part that is named. */
export function* parts(
  what: string,
  wanted: 'none' | object,
  got: { [part: string]: string } | undefined,
): Generator<Expectation> {
  if (wanted === 'none' || got === undefined) {
    const text = got ? Object.entries(got).map(([name, of]) => `${name} ${of}`) : [];
    yield same(what, wanted === 'none' ? 'none' : 'one', listed(text));
    return;
  }
  for (const [name, value] of Object.entries(wanted)) {
    const text = Array.isArray(value) ? sorted(value) : spelled(String(value));
    yield same(`${what}.${name}`, text, got[name] ?? 'none');
  }
}
