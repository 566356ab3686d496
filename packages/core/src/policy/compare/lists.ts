import type { Effect } from './change.ts';

/** What became of a list whose order means nothing: more of it, less of it, or something else. */
export function growth(
  before: readonly string[],
  after: readonly string[],
): 'more' | 'less' | 'same' | 'other' {
  const grew = before.every((item) => after.includes(item));
  const shrank = after.every((item) => before.includes(item));
  if (grew && shrank) return 'same';
  if (grew) return 'more';
  return shrank ? 'less' : 'other';
}

/** Of a number, or of a list that grew: `more` is what having more of it does. */
export function effectOf(
  change: ReturnType<typeof growth>,
  more: Effect | undefined,
): Effect | undefined {
  if (more === undefined || change === 'same' || change === 'other') return undefined;
  const less = more === 'looser' ? 'stricter' : 'looser';
  return change === 'more' ? more : less;
}

export function ofNumbers(before: number, after: number): 'more' | 'less' | 'same' {
  if (before === after) return 'same';
  return after > before ? 'more' : 'less';
}

/** Parts by name: of both, of the first alone, of the second alone. */
export function paired<T>(
  before: readonly T[],
  after: readonly T[],
  nameOf: (part: T) => string,
): { name: string; before?: T; after?: T }[] {
  const old = new Map(before.map((part) => [nameOf(part), part]));
  const now = new Map(after.map((part) => [nameOf(part), part]));
  const names = [...new Set([...old.keys(), ...now.keys()])];
  return names.map((name) => {
    const [was, is] = [old.get(name), now.get(name)];
    return { name, ...(was && { before: was }), ...(is && { after: is }) };
  });
}
