import { setTimeout as sleep } from 'node:timers/promises';
import { openPlace, type Bench, type Measure } from '../harness/bench.ts';
import { atMost, type Figure } from '../harness/figure.ts';
import { packedServer } from '../harness/packed.ts';
import { median } from '../harness/percentiles.ts';
import { residentBytes } from '../harness/resident.ts';
import { sources } from '../harness/server.ts';
import type { StoreName } from '../harness/stores.ts';

/**
 * From the process's start until `/readyz` says so, and what it takes up when nothing happens, of the
 * package that is installed. `first`: nothing on this machine was compiled before; then an empty store,
 * and an existing one. In turns with sources, which are nobody's promise; they load the same on each store.
 */
export const start: Measure = async (bench, store) => {
  const program = await packedServer(bench.stores);
  const times = bench.quick ? 1 : 7;
  const packed: Run[] = [];
  const fromSources: Run[] = [];
  while (packed.length < times) {
    packed.push(await startThrice(bench, store, program));
    if (store === 'sqlite') fromSources.push(await startThrice(bench, store, sources));
  }
  return [
    ...figures(packed, { of: '', store, goals: { readyMs: 1_000, idleMB: 150 } }),
    ...(fromSources.length > 0 ? figures(fromSources, { of: 'sources.', store }) : []),
  ];
};

type Run = { first: number; empty: number; existing: number; bytes: number };

async function startThrice(bench: Bench, store: StoreName, program: string): Promise<Run> {
  const cache = await bench.stores.folder();
  const before = await openPlace({ ...bench, cache }, store);
  const first = await before.start(program);
  await first.stop();
  await before.close();

  const place = await openPlace({ ...bench, cache }, store);
  const second = await place.start(program);
  await second.stop();
  const third = await place.start(program);
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

type Of = { of: '' | 'sources.'; store: StoreName; goals?: { readyMs: number; idleMB: number } };

function figures(runs: Run[], { of, store, goals }: Of): Figure[] {
  const starts = (['first', 'empty', 'existing'] as const).map((kind) =>
    atMost(goals?.readyMs ?? null, {
      name: `start.${of}${kind}.p50.${store}`,
      value: median(runs.map((run) => run[kind])),
      unit: 'ms',
    }),
  );
  const idle = atMost(goals?.idleMB ?? null, {
    name: `memory.${of}idle.${store}`,
    value: median(runs.map(({ bytes }) => bytes)) / 1_000_000,
    unit: 'MB',
  });
  return [...starts, idle];
}
