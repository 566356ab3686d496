import type { Person } from '@countersign/core/people';
import type { DeadDelivery } from '@countersign/core/wire/delivery-view';
import type { Json } from '@countersign/core/wire/json';
import type { Caller } from './caller.ts';
import type { Context } from './context.ts';
import { noteworthy } from './entries.ts';
import { Fault } from './fault.ts';

/** What was given up, oldest first: for operators. */
export async function listDeadDeliveries(
  ctx: Context,
  ask: { after?: string | undefined; limit: number },
): Promise<{ items: DeadDelivery[]; next?: string }> {
  const { after, limit } = ask;
  const found = await ctx.store.deliveries.dead({
    ...(after === undefined ? {} : { after }),
    // One more than asked tells whether there is another page.
    limit: limit + 1,
  });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const items = page.map(({ id, task, lane, request, attempt, error, diedAt }) => ({
    id,
    task: task.kind,
    lane,
    ...(request === null ? {} : { request }),
    attempts: attempt,
    error,
    diedAt: new Date(diedAt).toISOString(),
  }));
  return { items, ...(found.length > limit && last ? { next: last.id } : {}) };
}

/** Puts a dead delivery back at the head of its lane; the log keeps who did it. */
export async function retryDelivery(ctx: Context, by: Caller | Person, id: string): Promise<void> {
  if (!(await ctx.store.deliveries.revive(id, ctx.now()))) {
    throw new Fault(
      'not_found',
      `There is no dead delivery ${id}: it may have been retried already.`,
    );
  }
  const body: Json =
    'identity' in by ? { delivery: id, operator: by.identity.id } : { delivery: id, person: by.id };
  await ctx.store.commit({ entries: [noteworthy(ctx, 'delivery.retried', body)] });
}
