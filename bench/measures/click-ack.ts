import type { MeasureRunning } from '../harness/bench.ts';
import { openRequests, settled } from '../harness/flow.ts';
import { latencies } from '../harness/percentiles.ts';

const PER_SECOND = 100;

/** From when a person clicks until Slack is told that the decision is committed. */
export const clickAck: MeasureRunning = async ({ slack }, { quick }, store) => {
  const open = await openRequests(slack, PER_SECOND * (quick ? 2 : 15));
  await settled(slack);
  const took = await slack.chat.approve(
    open.map(({ card }) => card),
    PER_SECOND,
  );
  return latencies('click.ack', store, took, { p99: 50 });
};
