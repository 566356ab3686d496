import type { Account } from '@countersign/core/people';
import type { Inbox } from '../ports/inbox.ts';
import type { Context } from './context.ts';
import { privateNote, takeUp } from './lanes.ts';

/** Nobody who is still at it takes longer: each call to a platform is given up before. */
const STILL_AT_IT_MS = 30_000;

/** Keeps what takes long, so that it is done though this process should not live to do it. */
export function createInbox(ctx: Context, platform: Account['platform']): Inbox {
  return {
    mask: (text) => ctx.maskText(text),
    async keep(input) {
      const at = ctx.now();
      const kept = takeUp(ctx, { platform, input, at }, at + STILL_AT_IT_MS);
      await ctx.store.commit({ deliveries: [kept] });
      const forgotten = { id: kept.id, attempt: 0, outcome: 'done' as const };
      return { forget: () => ctx.store.commit({ settled: [forgotten] }) };
    },
    async note({ user, channel }, text) {
      const note = privateNote(
        ctx,
        { platform, user, channel, thread: null, text },
        null,
        ctx.now(),
      );
      await ctx.store.commit({ deliveries: [note] });
    },
  };
}
