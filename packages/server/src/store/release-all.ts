import type { Engine } from './engine.ts';
import { chunks } from './chunks.ts';
import { reschedule } from './lanes.ts';

/** What a process held that is no more: its deliveries, and what it led. */
export function releaseAll(engine: Engine): Promise<void> {
  return engine.transaction(async (tx) => {
    const held = await tx
      .selectFrom('lanes')
      .select('lane')
      .where('owner', 'is not', null)
      .execute();
    const lanes = held.map((row) => row.lane);
    for (const some of chunks(lanes)) await reschedule(tx, some, engine.now());
    const writes = [tx.deleteFrom('leases')];
    return { result: undefined, writes, wakes: [{ type: 'deliveries' }, { type: 'log' }] };
  });
}
