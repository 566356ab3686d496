import { withService, type Measure } from '../harness/bench.ts';
import { atLeast, atMost } from '../harness/figure.ts';
import { runFlows, settled, warmUp } from '../harness/flow.ts';
import { latencies } from '../harness/percentiles.ts';

const AT_ONCE = 64;

/** Many flows at once, and how long their last deliveries take afterwards. */
export const flowParallel: Measure = (bench, store) =>
  withService(bench, store, async (service) => {
    await warmUp(service, bench.quick);
    const { took, perSecond } = await runFlows(service, AT_ONCE, bench.quick ? 2_500 : 10_000);
    const ended = performance.now();
    await settled(service);
    return [
      atLeast(store === 'sqlite' ? 500 : 250, {
        name: `flow.parallel.rate.${store}`,
        value: perSecond,
        unit: '1/s',
      }),
      ...latencies('flow.parallel', store, took, {}),
      atMost(null, {
        name: `flow.parallel.settled.${store}`,
        value: performance.now() - ended,
        unit: 'ms',
      }),
    ];
  });
