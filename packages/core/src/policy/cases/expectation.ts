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
