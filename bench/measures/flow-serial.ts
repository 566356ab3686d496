import type { MeasureRunning } from '../harness/bench.ts';
import { atLeast, atMost } from '../harness/figure.ts';
import { flowsInTurns } from '../harness/in-turns.ts';
import { latencies, median } from '../harness/percentiles.ts';

/** What a flow in Teams may cost of one in Slack. */
const MOST = 1.3;

/** One flow after another: what a bot and its person wait for. */
export const flowSerial: MeasureRunning = async (services, { quick }, store) => {
  const forMs = quick ? 800 : 10_000;
  const turns = quick ? 2 : 10;
  const { slack, teams } = await flowsInTurns(services, { workers: 1, forMs, turns });
  const figures = [
    ...latencies('flow.serial', store, slack.took, { p50: store === 'sqlite' ? 5 : 10 }),
    atLeast(store === 'sqlite' ? 180 : null, {
      name: `flow.serial.rate.${store}`,
      value: slack.perSecond,
      unit: '1/s',
    }),
  ];
  if (teams === null) return figures;
  return [
    ...figures,
    ...latencies('flow.serial', `teams.${store}`, teams.took, {}),
    atLeast(null, {
      name: `flow.serial.rate.teams.${store}`,
      value: teams.perSecond,
      unit: '1/s',
    }),
    atMost(MOST, {
      name: `flow.serial.ratio.${store}`,
      value: median(teams.took) / median(slack.took),
      unit: 'x',
    }),
  ];
};
