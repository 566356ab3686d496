import type { ApproverFigures } from '@countersign/core/wire/approver-figures';
import type { Decision } from '../ports/effects.ts';
import type { Context } from './context.ts';
import { QUICK_MS } from './decision-times.ts';

const MONTH_MS = 30 * 86_400_000;

/** More are not counted at once; the answer says since when it counts. */
const MOST = 100_000;

/** How fast each person decides, those who decide most first. The last 30 days unless told. */
export async function approverFigures(
  ctx: Context,
  ask: { since?: number | undefined; most?: number } = {},
): Promise<ApproverFigures> {
  const { since = ctx.now() - MONTH_MS, most = MOST } = ask;
  // One more than is counted tells whether there are more.
  const found = await ctx.store.decisions.since(since, most + 1);
  const counted = found.slice(0, most);
  const from = found.length > most ? (counted.at(-1)?.at ?? since) : since;
  const byPerson = Map.groupBy(counted, ({ person }) => person);
  return {
    since: new Date(from).toISOString(),
    items: [...byPerson.values()]
      .map(figuresOf)
      .sort((a, b) => b.decisions - a.decisions || (a.person.id < b.person.id ? -1 : 1)),
  };
}

/** `decisions`: of one person, at least one, the latest first. */
function figuresOf(decisions: Decision[]): ApproverFigures['items'][number] {
  const times = decisions.map(({ tookMs }) => tookMs).sort((a, b) => a - b);
  return {
    person: { id: decisions[0]?.person ?? '', name: decisions[0]?.name ?? '' },
    decisions: decisions.length,
    quick: times.filter((ms) => ms < QUICK_MS).length,
    seconds: { median: quantile(times, 0.5), p95: quantile(times, 0.95) },
  };
}

/** Nearest rank of ascending times, in seconds. */
function quantile(times: readonly number[], q: number): number {
  return (times[Math.ceil(q * times.length) - 1] ?? 0) / 1_000;
}
