import type { MeasureRunning } from '../harness/bench.ts';
import { atLeast } from '../harness/figure.ts';
import { runFlows } from '../harness/flow.ts';
import { latencies } from '../harness/percentiles.ts';

/** One flow after another: what a bot and its person wait for. */
export const flowSerial: MeasureRunning = async (service, { quick }, store) => {
  const { took, perSecond } = await runFlows(service, 1, quick ? 1_500 : 10_000);
  return [
    ...latencies('flow.serial', store, took, { p50: store === 'sqlite' ? 5 : 10 }),
    atLeast(store === 'sqlite' ? 180 : null, {
      name: `flow.serial.rate.${store}`,
      value: perSecond,
      unit: '1/s',
    }),
  ];
};
