import { describe, expect, it } from 'vitest';
import { submitRequest } from '../../src/app/submit-request.ts';
import { nextTick, tickRequests } from '../../src/app/tick-requests.ts';
import type { Store } from '../../src/ports/store.ts';
import { useRule } from '../platforms/rule.ts';
import { engines, freshStores } from '../support/engines.ts';
import { aWorld, caller, deployPayments } from '../support/world.ts';

const minute = 60_000;
const where = {
  groups: { releasers: { slack: ['S0RELEASE'] }, security: { slack: ['S0SEC'] } },
  route: { slack: ['C0RELEASES'] },
  other: { slack: ['C0SECURITY'] },
};
const stage = {
  name: 'release',
  quorum: 1,
  groups: ['releasers'],
  remind: ['10m'],
  escalate: [{ after: '30m', groups: ['security'], route: where.other }],
};

describe.each(engines)('what time does to a request, on %s', (engine) => {
  const stores = freshStores(engine);

  it('is done at its moment by whichever service runs then, and once', async () => {
    const world = await aWorld();
    const { ctx, pass } = world;
    const url = await stores.freshUrl();
    let store: Store | undefined;
    /** Another process: nothing is left of the one before but its store. */
    const restart = async () => {
      await store?.close();
      store = ctx.store = await stores.open(url, { now: ctx.now });
      return store;
    };
    await useRule({ ...world, store: await restart() }, where, { stages: [stage], expires: '1h' });
    const { id } = await submitRequest(ctx, caller, deployPayments);
    const asked = ctx.now();

    const seen = async () => {
      const next = await nextTick(await restart());
      await tickRequests(ctx);
      const state = (await ctx.store.requests.get(id))?.state;
      const { status, reminded, escalated } = state ?? {};
      return { next: next === null ? null : (next - asked) / minute, status, reminded, escalated };
    };
    const waiting = { status: 'pending', reminded: 0, escalated: [] };
    pass(10 * minute - 1);
    expect(await seen()).toEqual({ ...waiting, next: 10 });
    pass(1);
    expect(await seen()).toEqual({ ...waiting, next: 10, reminded: 1 });
    expect(await seen()).toEqual({ ...waiting, next: 30, reminded: 1 });
    pass(25 * minute);
    expect(await seen()).toMatchObject({ next: 30, escalated: [1] });
    expect(await seen()).toMatchObject({ next: 60, escalated: [1] });
    pass(25 * minute);
    expect(await seen()).toMatchObject({ next: 60, status: 'expired' });
    expect(await seen()).toMatchObject({ next: null, status: 'expired' });
  });
});
