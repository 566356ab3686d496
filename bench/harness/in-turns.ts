import type { Service, Services } from './bench.ts';
import { runFlows, settled } from './flow.ts';
import { between, spentBy, sum, type Spent } from './processor.ts';

/** What flows of one chat came to, over all its turns. */
export type Flows = {
  took: number[];
  perSecond: number;
  /** From the end of the last flow until all its deliveries were done; the longest. */
  settledMs: number;
  spent: Spent;
};

type Turn = { took: number[]; forMs: number; settledMs: number; spent: Spent };

/** Flows of each chat for `forMs`, in turns, so that noise meets both and one can be held to the other. */
export async function flowsInTurns(
  { slack, teams }: Services,
  { workers, forMs, turns }: { workers: number; forMs: number; turns: number },
): Promise<{ slack: Flows; teams: Flows | null }> {
  const ofSlack: Turn[] = [];
  const ofTeams: Turn[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    ofSlack.push(await oneTurn(slack, workers, forMs / turns));
    if (teams !== null) ofTeams.push(await oneTurn(teams, workers, forMs / turns));
  }
  return { slack: joined(ofSlack), teams: teams === null ? null : joined(ofTeams) };
}

async function oneTurn(service: Service, workers: number, forMs: number): Promise<Turn> {
  await settled(service);
  const before = await spentBy(service);
  const flows = await runFlows(service, workers, forMs);
  const ended = performance.now();
  await settled(service);
  const settledMs = performance.now() - ended;
  return { ...flows, settledMs, spent: between(before, await spentBy(service)) };
}

function joined(turns: Turn[]): Flows {
  const took = turns.flatMap((turn) => turn.took);
  const forMs = turns.reduce((total, turn) => total + turn.forMs, 0);
  return {
    took,
    perSecond: (took.length / forMs) * 1_000,
    settledMs: Math.max(...turns.map((turn) => turn.settledMs)),
    spent: sum(turns.map((turn) => turn.spent)),
  };
}
