type Counted = { quorum: number; people: ReadonlySet<string> };

/** Whether each quorum can have people of its own: an assignment along augmenting paths. */
export function canBeMet(quorums: readonly Counted[]): boolean {
  const everyone = new Set(quorums.flatMap(({ people }) => [...people]));
  const wanted = quorums.reduce((sum, { quorum }) => sum + quorum, 0);
  if (wanted > everyone.size) return false;
  const seatOf = new Map<string, number>();
  const seat = (at: number, asked: Set<string>): boolean => {
    for (const person of quorums[at]?.people ?? []) {
      if (asked.has(person)) continue;
      asked.add(person);
      const held = seatOf.get(person);
      if (held !== undefined && !seat(held, asked)) continue;
      seatOf.set(person, at);
      return true;
    }
    return false;
  };
  return quorums.every(({ quorum }, at) => {
    for (let seats = 0; seats < quorum; seats++) if (!seat(at, new Set())) return false;
    return true;
  });
}
