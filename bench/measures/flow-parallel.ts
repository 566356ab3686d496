import type { MeasureRunning } from '../harness/bench.ts';
import { atLeast, atMost, type Figure } from '../harness/figure.ts';
import { flowsInTurns, type Flows } from '../harness/in-turns.ts';
import { latencies } from '../harness/percentiles.ts';
import { perFlow } from '../harness/processor.ts';
import { measureFloor } from './store-floor.ts';

export const AT_ONCE = 64;
/** What a flow in Teams may cost of one in Slack. */
const MOST = 1.3;

/**
 * Many flows at once; how long their last deliveries take afterwards; the processor time of each
 * party for one flow with all its deliveries; and how far all that is from the bare store.
 */
export const flowParallel: MeasureRunning = async (services, bench, store) => {
  const { quick } = bench;
  const { slack, teams } = await flowsInTurns(services, {
    workers: AT_ONCE,
    forMs: quick ? 1_000 : 10_000,
    turns: quick ? 2 : 5,
  });
  const floor = await measureFloor(bench, store, AT_ONCE);
  const figures = [
    atLeast(store === 'sqlite' ? 500 : 250, {
      name: `flow.parallel.rate.${store}`,
      value: slack.perSecond,
      unit: '1/s',
    }),
    ...common(store, slack),
    ...perFlow('slack', store, slack.spent, slack.took.length),
    ...shareOfFloor(store, slack, bench.floor),
    atLeast(null, { name: `store.floor.rate.${store}`, value: floor, unit: '1/s' }),
    atLeast(25, {
      name: `store.share.${store}`,
      value: (slack.perSecond / floor) * 100,
      unit: '%',
    }),
  ];
  return teams === null ? figures : [...figures, ...besides(store, slack, teams)];
};

/** Of what this machine leaves to any service, where that was measured in the same run. */
function shareOfFloor(store: string, { perSecond }: Flows, floor: number | undefined): Figure[] {
  if (floor === undefined) return [];
  const value = (perSecond / floor) * 100;
  return [atLeast(null, { name: `flow.parallel.share.${store}`, value, unit: '%' })];
}

/** Teams' own, and how they stand to Slack's. */
function besides(store: string, slack: Flows, teams: Flows): Figure[] {
  return [
    atLeast(null, {
      name: `flow.parallel.rate.teams.${store}`,
      value: teams.perSecond,
      unit: '1/s',
    }),
    ...common(`teams.${store}`, teams),
    ...perFlow('teams', store, teams.spent, teams.took.length),
    atMost(MOST, {
      name: `flow.parallel.ratio.${store}`,
      value: slack.perSecond / teams.perSecond,
      unit: 'x',
    }),
    ...processorRatio(store, slack, teams),
  ];
}

function common(store: string, { took, settledMs }: Flows): Figure[] {
  return [
    ...latencies('flow.parallel', store, took, {}),
    atMost(null, { name: `flow.parallel.settled.${store}`, value: settledMs, unit: 'ms' }),
  ];
}

/** Of all ratios the one that other work on the machine disturbs least. */
function processorRatio(store: string, slack: Flows, teams: Flows): Figure[] {
  const [ofSlack, ofTeams] = [serviceMs(slack), serviceMs(teams)];
  if (ofSlack === null || ofTeams === null) return [];
  const name = `flow.processor.ratio.${store}`;
  return [atMost(MOST, { name, value: ofTeams / ofSlack, unit: 'x' })];
}

function serviceMs({ spent: { service }, took }: Flows): number | null {
  return service === null ? null : service / took.length;
}
