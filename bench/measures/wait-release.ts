import { setTimeout as sleep } from 'node:timers/promises';
import { openPlace, type Measure, type Service } from '../harness/bench.ts';
import { atMost } from '../harness/figure.ts';
import { openRequests, settled, warmUp, type Open } from '../harness/flow.ts';
import { latencies } from '../harness/percentiles.ts';
import { residentBytes } from '../harness/resident.ts';

const PER_SECOND = 50;

/**
 * Thousands of held calls, each for a request of its own, of which some are decided. Counted from
 * the decision's own time, which is taken just before the commit, until its waiter has the answer.
 */
export const waitRelease: Measure = async (bench, store) => {
  const waiters = bench.quick ? 500 : 5_000;
  const place = await openPlace(bench, store);
  const open = await prepare(await place.start(), waiters);
  // A new process: memory that the preparation left behind would hide that of the waiters.
  const service = await place.start();
  await warmUp(service, bench.quick);
  const before = await residentBytes(service.server.pid);
  const decided = open.slice(0, PER_SECOND * (bench.quick ? 1 : 10));
  const released = decided.map(({ id }) => releaseOf(service, id));
  const others = open.slice(decided.length).map(({ id }) => service.driver.bot().hold(id));
  while ((await service.driver.gauge('countersign_waiters')) < waiters) await sleep(20);
  const held = await residentBytes(service.server.pid);
  await service.chat.approve(
    decided.map(({ card }) => card),
    PER_SECOND,
  );
  const took = await Promise.all(released);
  await service.stop();
  await Promise.all(others);
  await place.close();
  return [
    ...latencies('wait.release', store, took, { p99: 25 }),
    atMost(20, {
      name: `wait.memory.${store}`,
      value: (held - before) / waiters / 1_000,
      unit: 'KB',
    }),
  ];
};

/** Both clocks are this machine's, and count whole milliseconds. */
async function releaseOf({ driver }: Service, id: string): Promise<number> {
  const { decision } = await driver.bot().approved(id);
  return Date.now() - Date.parse(decision?.at ?? '');
}

async function prepare(service: Service, count: number): Promise<Open[]> {
  const open = await openRequests(service, count);
  await settled(service);
  await service.stop();
  return open;
}
