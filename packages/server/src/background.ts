import { afterGivingUp } from './app/after-giving-up.ts';
import type { Context } from './app/context.ts';
import { closeCredentials } from './app/credentials/close-credentials.ts';
import { deliver } from './app/deliver/index.ts';
import { NOTE_EVERY_MS } from './app/identities/note-uses.ts';
import { createLoop, systemTimer } from './app/loop.ts';
import { createRelay } from './app/relay-deliveries.ts';
import { sealLog } from './app/seal-log.ts';
import { nextTick, tickRequests } from './app/tick-requests.ts';

/** How long commits gather before the log is sealed; a proof can be had that much later. */
const SEAL_GATHER_MS = 200;
/** How long entries gather before it is looked up whether one ended a grant. */
const CLOSE_GATHER_MS = 100;
/** Deliveries that were done a week ago, and clicks of yesterday, are forgotten this often. */
const PRUNE_EVERY_MS = 3_600_000;

type Parts = {
  ctx: Context;
  signer: Parameters<typeof sealLog>[0]['signer'];
  /** This process, to the others on the same store. */
  owner: string;
  /** Writes down which proofs were used. */
  noteUses: () => Promise<void>;
  /** Looks at the issuer's keys, and answers when to look again. */
  lookAtKeys: () => Promise<number | null>;
};

/**
 * What the service does by itself, woken by commits and by time: deliver, seal, expire, close, forget.
 * `stop` lets what is under way end.
 */
export function startBackground(parts: Parts): { stop(): Promise<void> } {
  const { ctx, signer, owner, noteUses, lookAtKeys } = parts;
  const { store, now, targets, report } = ctx;
  const relay = createRelay({
    store,
    deliver: (delivery) => deliver(ctx, delivery),
    givenUp: (delivery, error) => afterGivingUp(ctx, delivery, error),
    now,
    setTimer: systemTimer,
    owner,
    random: Math.random,
    newId: ctx.newId,
    report,
  });
  const loop = (name: string, gatherMs: number, run: () => Promise<number | null>) =>
    createLoop({ name, run, gatherMs, timer: systemTimer, report });
  const untilMoment = (at: number | null) => (at === null ? null : Math.max(0, at - now()));
  const sealer = loop('sealing', SEAL_GATHER_MS, async () => {
    return (await sealLog({ store, signer, owner, now })).againInMs;
  });
  const clock = loop('clock', 50, async () => {
    await tickRequests(ctx);
    return untilMoment(await nextTick(store));
  });
  const pruning = loop('pruning', 60_000, async () => {
    await store.prune(now());
    return PRUNE_EVERY_MS;
  });
  const closer = loop('closing', CLOSE_GATHER_MS, async () =>
    untilMoment(await closeCredentials(ctx, Math.random)),
  );
  const noting = loop('noting uses', NOTE_EVERY_MS, async () => {
    await noteUses();
    return NOTE_EVERY_MS;
  });
  const issuerKeys = loop('issuer keys', 1_000, lookAtKeys);
  const deaf = store.onWake((wake) => {
    const all = wake.type === 'all';
    if (all || wake.type === 'log') sealer.wake();
    // Whatever ends a grant is an entry of the log.
    if (targets.size > 0 && (all || wake.type === 'log')) closer.wake();
    if (all || wake.type === 'request') clock.wake();
  });
  const loops = [relay, sealer, clock, closer, pruning, noting, issuerKeys];
  for (const each of loops) each.start();
  return {
    async stop() {
      deaf();
      await Promise.all(loops.map((each) => each.stop()));
      await noteUses();
    },
  };
}
