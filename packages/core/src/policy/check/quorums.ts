import { MAX_QUORUMS } from '../shape/stage.ts';

export type Counted = { quorum: number; people: ReadonlySet<string> };

/**
 * Whether each quorum can have people of its own (Hall's theorem): so it is if any of them together
 * have as many people as they want. Of more than a stage may have, the first are counted.
 */
export function canBeMet(all: readonly Counted[]): boolean {
  const quorums = all.slice(0, MAX_QUORUMS);
  const total = quorums.reduce((sum, { quorum }) => sum + quorum, 0);
  if (quorums.every(({ people }) => people.size >= total)) return true;
  const classes = countByQuorums(quorums);
  for (let some = 1; some < 1 << quorums.length; some++) {
    const wanted = quorums.reduce((sum, { quorum }, at) => sum + ((some >> at) & 1) * quorum, 0);
    let people = 0;
    for (const [serves, count] of classes) if ((serves & some) !== 0) people += count;
    if (wanted > people) return false;
  }
  return true;
}

/** How many people may serve the same quorums; bit n stands for the nth. */
function countByQuorums(quorums: readonly Counted[]): Map<number, number> {
  const serves = new Map<string, number>();
  for (const [at, { people }] of quorums.entries()) {
    for (const person of people) serves.set(person, (serves.get(person) ?? 0) | (1 << at));
  }
  const classes = new Map<number, number>();
  for (const some of serves.values()) classes.set(some, (classes.get(some) ?? 0) + 1);
  return classes;
}
