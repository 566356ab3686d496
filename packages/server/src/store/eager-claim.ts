import { sql } from 'kysely';
import type { ClaimedDelivery, NewDelivery, Slot, Worker } from '../ports/delivery.ts';
import { askAll, type Engine, type Steps, type Work } from './engine.ts';
import { statement } from './statement.ts';

/** Claims what it may of the deliveries that the transaction is about to write. */
export type Claim = (deliveries: readonly NewDelivery[]) => Steps<ClaimedDelivery[]>;

/**
 * Transactions that claim deliveries as they make them: otherwise each waits for a second commit
 * that takes it up. Whoever dies between the commit and the hand-over has claimed them all the same,
 * until the lease runs out.
 */
export type EagerClaims = {
  serve(worker: Worker): () => void;
  /** `afterCommit` puts the hand-over off: others come first. */
  transaction<T>(
    work: (claim: Claim) => Steps<Work<T>>,
    afterCommit?: (handOver: () => void) => void,
  ): Promise<T>;
};

export function createEagerClaims(engine: Engine): EagerClaims {
  let serving: Worker | null = null;

  return {
    async transaction(work, afterCommit = (handOver) => handOver()) {
      const hands = openHands(serving);
      try {
        const result = await engine.transaction(() => {
          // It may run again.
          hands.letGo();
          return work(hands.claim);
        });
        afterCommit(() => hands.handOver());
        return result;
      } catch (error) {
        hands.letGo();
        throw error;
      }
    },
    serve(worker) {
      serving = worker;
      return () => {
        if (serving === worker) serving = null;
      };
    },
  };
}

type Held = { delivery: NewDelivery; slot: Slot; claimed?: ClaimedDelivery };

/** What one transaction holds for the worker. */
function openHands(worker: Worker | null) {
  let held: Held[] = [];

  function* claim(deliveries: readonly NewDelivery[]): Steps<ClaimedDelivery[]> {
    // Whoever locks several lanes locks them in this order.
    for (const delivery of headsOf(deliveries)) {
      const slot = worker?.reserve();
      if (!slot) break;
      held.push({ delivery, slot });
    }
    if (held.length === 0) return [];
    const answers = yield* askAll(...held.map(takeLane));
    for (const [at, one] of held.entries()) {
      if (answers[at]?.length === 1) one.claimed = firstAttempt(one.delivery, one.slot.now);
    }
    return held.flatMap(({ claimed }) => claimed ?? []);
  }

  return {
    claim,
    letGo(): void {
      for (const { slot } of held) slot.give(null);
      held = [];
    },
    handOver(): void {
      for (const { slot, claimed = null } of held) slot.give(claimed);
      held = [];
    },
  };
}

/** The first of each lane, in the order of the lanes. */
function headsOf(deliveries: readonly NewDelivery[]): NewDelivery[] {
  const heads = new Map<string, NewDelivery>();
  for (const one of deliveries) if (!heads.has(one.lane)) heads.set(one.lane, one);
  return [...heads.values()].sort((a, b) => (a.lane < b.lane ? -1 : 1));
}

function firstAttempt(delivery: NewDelivery, now: number): ClaimedDelivery {
  return { ...delivery, attempt: 1, tries: 1, ambiguous: false, since: now };
}

function takeLane({ delivery, slot }: Held) {
  const { lane, paceMs, runAt } = delivery;
  const { now, leaseMs, owner } = slot;
  return takeFreeLane({ lane, runAt, now, owner, until: now + leaseMs, pacedUntil: now + paceMs });
}

type Lease = {
  lane: string;
  runAt: number;
  now: number;
  owner: string;
  until: number;
  pacedUntil: number;
};

/**
 * A row where nothing of the lane waits or is under way and its pace allows. One look at the lane
 * comes first, so that nobody waits for a lock to hear that it is busy; the second, under the lock,
 * is the one that counts. What others commit to the lane meanwhile has no order to this.
 */
const takeFreeLane = statement(
  (to: Lease) => sql<{ lane: string }>`
    insert into lanes (lane, owner, due_at, paced_until)
    select ${to.lane}, ${to.owner}, cast(${to.until} as bigint), cast(${to.pacedUntil} as bigint)
    where cast(${to.runAt} as bigint) <= cast(${to.now} as bigint)
      and not exists (select 1 from deliveries d where d.state = 'new' and d.lane = ${to.lane})
      and not exists (
        select 1 from lanes l
        where l.lane = ${to.lane} and (l.due_at is not null or l.paced_until > ${to.now}))
    on conflict (lane) do update
      set owner = excluded.owner, due_at = excluded.due_at, paced_until = excluded.paced_until
      where lanes.due_at is null and lanes.paced_until <= ${to.now}
    returning lane`,
);
