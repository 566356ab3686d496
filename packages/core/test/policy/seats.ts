/** Tries each way to seat each person. */
export function canBeSeated(
  wanted: { quorum: number; people: string[] }[],
  free: string[],
): boolean {
  const at = wanted.findIndex(({ quorum }) => quorum > 0);
  const next = wanted[at];
  if (next === undefined) return true;
  const rest = wanted.with(at, { ...next, quorum: next.quorum - 1 });
  return next.people
    .filter((person) => free.includes(person))
    .some((person) =>
      canBeSeated(
        rest,
        free.filter((other) => other !== person),
      ),
    );
}
