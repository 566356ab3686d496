import type { MeasureRunning } from '../harness/bench.ts';
import { atLeast, atMost } from '../harness/figure.ts';
import { runFlows, settled } from '../harness/flow.ts';
import { latencies } from '../harness/percentiles.ts';
import { perFlow, spentBy } from '../harness/processor.ts';
import { measureFloor } from './store-floor.ts';

const AT_ONCE = 64;

/**
 * Many flows at once; how long their last deliveries take afterwards; the processor time of each
 * party for one flow with all its deliveries; and how far all that is from the bare store.
 */
export const flowParallel: MeasureRunning = async (service, bench, store) => {
  await settled(service);
  const before = await spentBy(service);
  const { took, perSecond } = await runFlows(service, AT_ONCE, bench.quick ? 2_000 : 10_000);
  const ended = performance.now();
  await settled(service);
  const settledMs = performance.now() - ended;
  const after = await spentBy(service);
  const floor = await measureFloor(bench, store, AT_ONCE);
  return [
    atLeast(store === 'sqlite' ? 500 : 250, {
      name: `flow.parallel.rate.${store}`,
      value: perSecond,
      unit: '1/s',
    }),
    ...latencies('flow.parallel', store, took, {}),
    atMost(null, { name: `flow.parallel.settled.${store}`, value: settledMs, unit: 'ms' }),
    ...perFlow(store, before, after, took.length),
    atLeast(null, { name: `store.floor.rate.${store}`, value: floor, unit: '1/s' }),
    atLeast(25, { name: `store.share.${store}`, value: (perSecond / floor) * 100, unit: '%' }),
  ];
};
