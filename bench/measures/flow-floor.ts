import { startFloor } from '../floor/start.ts';
import type { Bench, Service } from '../harness/bench.ts';
import { startChat } from '../harness/chat.ts';
import { freeUrl, makeSecrets } from '../harness/deployment.ts';
import { createDriver } from '../harness/driver.ts';
import { atLeast, atMost, type Figure } from '../harness/figure.ts';
import { runFlows, settled, warmUp } from '../harness/flow.ts';
import { median } from '../harness/percentiles.ts';
import { between, spentBy } from '../harness/processor.ts';
import { AT_ONCE } from './flow-parallel.ts';

/**
 * What the machine, the double and the load leave to any service: a program that has the exchanges of
 * a flow in Slack with the same bytes, and proves, decides and keeps nothing.
 */
export async function flowFloor(bench: Bench): Promise<Figure[]> {
  const service = await startWithSlack(bench);
  await warmUp(service, bench.quick);
  const serial = await runFlows(service, 1, bench.quick ? 600 : 5_000);
  await settled(service);
  const before = await spentBy(service);
  const parallel = await runFlows(service, AT_ONCE, bench.quick ? 1_000 : 8_000);
  await settled(service);
  const spent = between(before, await spentBy(service));
  await service.stop();
  const flows = parallel.took.length;
  const rate = (flows / parallel.forMs) * 1_000;
  bench.floor = rate;
  const serialRate = (serial.took.length / serial.forMs) * 1_000;
  return [
    atMost(null, { name: 'flow.floor.serial.p50', value: median(serial.took), unit: 'ms' }),
    atLeast(null, { name: 'flow.floor.serial.rate', value: serialRate, unit: '1/s' }),
    atLeast(null, { name: 'flow.floor.parallel.rate', value: rate, unit: '1/s' }),
    ...(spent.service === null
      ? []
      : [
          atMost(null, {
            name: 'flow.floor.processor',
            value: spent.service / flows,
            unit: 'ms',
          }),
        ]),
  ];
}

async function startWithSlack(bench: Bench): Promise<Service> {
  const secrets = makeSecrets();
  const url = await freeUrl();
  const chat = await startChat('slack', { secrets, appUrl: url }, bench.flags);
  bench.cleanup.add(() => chat.stop());
  const { slack } = chat.section as { slack: { apiUrl: string; botToken: string } };
  const server = await startFloor(url, slack, bench.flags);
  bench.cleanup.add(() => server.stop());
  const driver = createDriver(url, secrets);
  const stop = async () => {
    await server.stop();
    await driver.close();
    await chat.stop();
  };
  return { server, driver, chat, stop };
}
