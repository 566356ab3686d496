import { setTimeout as sleep } from 'node:timers/promises';
import { openPlace, type Bench, type Measure } from '../harness/bench.ts';
import { atMost, type Figure } from '../harness/figure.ts';
import { median } from '../harness/percentiles.ts';
import { residentBytes } from '../harness/resident.ts';
import type { StoreName } from '../harness/stores.ts';

/** From the process's start until `/readyz` says so, and what it takes up when nothing happens. */
export const start: Measure = async (bench, store) => {
  const times = bench.quick ? 2 : 7;
  const runs: Run[] = [];
  while (runs.length < times) runs.push(await startTwice(bench, store));
  return [
    ready('empty', store, runs),
    ready('existing', store, runs),
    atMost(150, {
      name: `memory.idle.${store}`,
      value: median(runs.map(({ bytes }) => bytes)) / 1_000_000,
      unit: 'MB',
    }),
  ];
};

type Run = { empty: number; existing: number; bytes: number };

async function startTwice(bench: Bench, store: StoreName): Promise<Run> {
  const place = await openPlace(bench, store);
  const first = await place.start();
  const empty = first.server.readyMs;
  await first.stop();
  const second = await place.start();
  await sleep(1_000);
  const bytes = await residentBytes(second.server.pid);
  await second.stop();
  await place.close();
  return { empty, existing: second.server.readyMs, bytes };
}

function ready(kind: 'empty' | 'existing', store: StoreName, runs: Run[]): Figure {
  return atMost(1_000, {
    name: `start.${kind}.p50.${store}`,
    value: median(runs.map((run) => run[kind])),
    unit: 'ms',
  });
}
