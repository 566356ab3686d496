import type { MeasureRunning } from '../harness/bench.ts';
import { openRequests, settled } from '../harness/flow.ts';
import { latencies } from '../harness/percentiles.ts';

const PER_SECOND = 100;

/** From when a person clicks in Teams until they have the card as it stands after the decision. */
export const invokeAnswer: MeasureRunning = async ({ teams }, { quick }, store) => {
  if (teams === null) return [];
  const open = await openRequests(teams, PER_SECOND * (quick ? 1 : 15));
  await settled(teams);
  const took = await teams.chat.approve(
    open.map(({ card }) => card),
    PER_SECOND,
  );
  return latencies('invoke.answer', store, took, { p99: 200 });
};
