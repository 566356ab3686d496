import { join } from 'node:path';
import type { Bench } from '../harness/bench.ts';
import type { StoreName } from '../harness/stores.ts';
import { postgresFloor, sqliteFloor } from '../store-floor.ts';

/** Bare transactions of a request, a log entry and a delivery a second, by as many callers. */
export async function measureFloor(
  bench: Bench,
  store: StoreName,
  callers: number,
): Promise<number> {
  const { folder, url } = await bench.stores.fresh(store);
  const transactions = bench.quick ? 1_000 : 5_000;
  const { perSecond } =
    store === 'sqlite'
      ? await sqliteFloor(join(folder, 'floor.db'), transactions)
      : await postgresFloor(url, transactions, callers);
  return perSecond;
}
