import { setTimeout as sleep } from 'node:timers/promises';
import { openPlace, type Bench, type Measure } from '../harness/bench.ts';
import { atMost, type Figure } from '../harness/figure.ts';
import { median } from '../harness/percentiles.ts';
import { residentBytes } from '../harness/resident.ts';
import type { StoreName } from '../harness/stores.ts';

/**
 * From the process's start until `/readyz` says so, and what it takes up when nothing happens.
 * `first`: nothing on this machine was compiled before; then an empty store, and an existing one.
 */
export const start: Measure = async (bench, store) => {
  const times = bench.quick ? 1 : 7;
  const runs: Run[] = [];
  while (runs.length < times) runs.push(await startThrice(bench, store));
  return [
    ready('first', store, runs),
    ready('empty', store, runs),
    ready('existing', store, runs),
    atMost(150, {
      name: `memory.idle.${store}`,
      value: median(runs.map(({ bytes }) => bytes)) / 1_000_000,
      unit: 'MB',
    }),
  ];
};

type Run = { first: number; empty: number; existing: number; bytes: number };

async function startThrice(bench: Bench, store: StoreName): Promise<Run> {
  const cache = await bench.stores.folder();
  const before = await openPlace({ ...bench, cache }, store);
  const first = await before.start();
  await first.stop();
  await before.close();

  const place = await openPlace({ ...bench, cache }, store);
  const second = await place.start();
  await second.stop();
  const third = await place.start();
  await sleep(1_000);
  const bytes = await residentBytes(third.server.pid);
  await third.stop();
  await place.close();
  return {
    first: first.server.readyMs,
    empty: second.server.readyMs,
    existing: third.server.readyMs,
    bytes,
  };
}

function ready(kind: 'first' | 'empty' | 'existing', store: StoreName, runs: Run[]): Figure {
  return atMost(1_000, {
    name: `start.${kind}.p50.${store}`,
    value: median(runs.map((run) => run[kind])),
    unit: 'ms',
  });
}
