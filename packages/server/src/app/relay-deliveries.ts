import { setImmediate as turn } from 'node:timers/promises';
import type { ClaimedDelivery, NewDelivery, Slot } from '../ports/delivery.ts';
import type { Effects } from '../ports/effects.ts';
import type { Store } from '../ports/store.ts';
import type { Reporter } from './context.ts';
import type { Delivered } from './deliver/result.ts';
import type { Timer } from './loop.ts';
import { afterRetry } from './retry.ts';

export type RelayOptions = {
  store: Pick<Store, 'deliveries' | 'commit' | 'onWake'>;
  /** One attempt. `signal` ends when the attempt has lost its claim; what it throws is a retry. */
  deliver: (delivery: ClaimedDelivery, signal: AbortSignal) => Promise<Delivered>;
  now: () => number;
  setTimer: Timer;
  /** This process, among the replicas. */
  owner: string;
  /** [0, 1) */
  random: () => number;
  newId: (prefix: string) => string;
  report: Reporter;
  /** What is to follow where a delivery is given up; committed with its end. */
  givenUp?: (delivery: ClaimedDelivery, error: string) => NewDelivery[];
  /** Lanes served at once. */
  concurrency?: number;
};

/** How an attempt ended, and what comes of it. */
type Finished = { delivery: ClaimedDelivery; effects: Effects };

/**
 * While fewer lanes are served than this, commits claim for them. With more, one look takes up what
 * many commits left, for less than each of them would pay.
 */
const FEW_LANES = 8;
const LEASE_MS = 30_000;
/** An attempt ends before its claim does, so that two never run side by side. */
const ATTEMPT_MS = 25_000;
/** Until the next look where something is due but held by another replica for a moment. */
const HELD_MS = 50;
const AFTER_FAULT_MS = 1_000;

/**
 * Carries out what was committed to be done: at least once, lane by lane in order. Woken by
 * commits and by a timer at the next due time; it never polls.
 */
export function createRelay(options: RelayOptions) {
  const { store, now, setTimer, owner, report, concurrency = 64 } = options;
  const inFlight = new Set<Promise<void>>();
  let finished: Finished[] = [];
  let timer: { cancel(): void } | null = null;
  let pumping: Promise<void> | null = null;
  let woken = false;
  /** Something is likely to be due: ends by themselves are settled for less. */
  let expects = true;
  let forget: (() => void) | null = null;
  let leave: (() => void) | null = null;
  let stopping = false;

  function wake(): void {
    woken = true;
    pumping ??= pump();
  }

  function wakeToStart(): void {
    expects = true;
    wake();
  }

  async function pump(): Promise<void> {
    timer?.cancel();
    timer = null;
    try {
      let due: number | null = null;
      while (woken) {
        // All that ends in one turn of the event loop is settled in one transaction.
        await turn();
        woken = false;
        due = await settleAndStart();
      }
      if (due !== null && inFlight.size < concurrency) sleep(due > now() ? due - now() : HELD_MS);
    } catch (error) {
      report.error(
        { err: error },
        'The deliveries could not be read or settled; tried again soon.',
      );
      sleep(AFTER_FAULT_MS);
    }
    pumping = null;
    // Woken while the next due time was looked up.
    if (woken) wake();
  }

  /** Settles what has ended and starts what is due; tells when more is due. */
  async function settleAndStart(): Promise<number | null> {
    const ended = finished;
    finished = [];
    const limit = stopping ? 0 : concurrency - inFlight.size;
    const batch = expects && limit > 0 ? ended : [];
    if (batch !== ended) await settle(ended);
    if (limit === 0) return null;
    expects = false;
    const { claimed, nextDue } = await settleAndClaim(batch, limit);
    for (const delivery of claimed) occupy(serve(delivery));
    if (claimed.length > 0 && nextDue !== null && nextDue <= now()) woken = expects = true;
    return nextDue;
  }

  async function settleAndClaim(batch: Finished[], limit: number) {
    const ask = { now: now(), leaseMs: LEASE_MS, limit, owner };
    try {
      return await store.deliveries.settleAndClaim(merged(batch), ask);
    } catch (error) {
      if (batch.length === 0) throw error;
      await settleOneByOne(batch);
      return store.deliveries.settleAndClaim({}, ask);
    }
  }

  /** One lane's place, for as long as it takes. */
  function occupy(work: Promise<void>): void {
    const done = work.finally(() => {
      inFlight.delete(done);
      wake();
    });
    inFlight.add(done);
  }

  /** For a delivery that is claimed by the commit that makes it. */
  function reserve(): Slot | null {
    if (stopping || inFlight.size >= Math.min(FEW_LANES, concurrency)) return null;
    const { promise, resolve: give } = Promise.withResolvers<ClaimedDelivery | null>();
    occupy(promise.then((delivery) => (delivery ? serve(delivery) : undefined)));
    return { now: now(), leaseMs: LEASE_MS, owner, give };
  }

  async function serve(delivery: ClaimedDelivery): Promise<void> {
    const delivered = await attempt(delivery, options);
    const effects = effectsOf(delivery, delivered, options);
    if (effects) finished.push({ delivery, effects });
  }

  async function settle(batch: Finished[]): Promise<void> {
    if (batch.length === 0) return;
    try {
      await store.commit(merged(batch));
    } catch {
      await settleOneByOne(batch);
    }
  }

  // One that can't be written must not take the others with it; its claim runs out.
  async function settleOneByOne(batch: Finished[]): Promise<void> {
    for (const { delivery, effects } of batch) {
      try {
        await store.commit(effects);
      } catch (error) {
        const { id, lane } = delivery;
        report.error({ err: error, delivery: id, lane }, 'An attempt could not be settled.');
      }
    }
  }

  function sleep(ms: number): void {
    if (!stopping) timer = setTimer(wakeToStart, ms);
  }

  return {
    start(): void {
      forget ??= store.onWake(({ type }) => {
        if (type === 'deliveries' || type === 'all') wakeToStart();
      });
      leave ??= store.deliveries.serve({ reserve });
      wake();
    },
    /** Starts nothing more, and waits until what is under way is settled. */
    async stop(): Promise<void> {
      stopping = true;
      forget?.();
      leave?.();
      timer?.cancel();
      while (inFlight.size > 0 || finished.length > 0 || pumping) {
        await Promise.all(inFlight);
        wake();
        await pumping;
      }
    },
    /** For tests: carries out all that is due now, and what becomes due by that. */
    async runDue(): Promise<void> {
      do {
        wake();
        await pumping;
        await Promise.all(inFlight);
      } while (woken || pumping !== null || finished.length > 0);
    },
  };
}

/** One attempt: a throw is a retry, and so is silence, after which nobody knows what happened. */
async function attempt(
  delivery: ClaimedDelivery,
  { deliver, setTimer }: RelayOptions,
): Promise<Delivered> {
  const ending = new AbortController();
  const silence = new Promise<Delivered>((resolve) => {
    ending.signal.addEventListener('abort', () =>
      resolve({
        outcome: 'retry',
        error: `No answer within ${ATTEMPT_MS / 1_000} s.`,
        ambiguous: true,
      }),
    );
  });
  const limit = setTimer(() => ending.abort(), ATTEMPT_MS);
  try {
    return await Promise.race([deliver(delivery, ending.signal), silence]);
  } catch (error) {
    return {
      outcome: 'retry',
      error: error instanceof Error ? error.message : String(error),
      // It threw where it was not meant to: whether it got through is not known.
      ambiguous: true,
    };
  } finally {
    limit.cancel();
  }
}

function effectsOf(
  delivery: ClaimedDelivery,
  delivered: Delivered,
  options: RelayOptions,
): Effects | null {
  const { id, attempt } = delivery;
  switch (delivered.outcome) {
    case 'settled':
      return null;
    case 'done':
      return withSettled(delivered.effects, { id, attempt, outcome: 'done' });
    case 'dead':
      return died(delivery, delivered.error, delivered.effects, options);
    case 'retry': {
      const settled = afterRetry(delivery, delivered, {
        now: options.now(),
        random: options.random,
      });
      if (settled.outcome === 'dead') return died(delivery, settled.error, {}, options);
      return { settled: [settled] };
    }
  }
}

/** A dead delivery is told to operators and to the log, with its end. */
function died(
  delivery: ClaimedDelivery,
  error: string,
  effects: Effects | undefined,
  { now, newId, report, givenUp }: RelayOptions,
): Effects {
  const { id, attempt, lane, request, task } = delivery;
  report.error({ delivery: id, lane, request, error }, 'A delivery was given up.');
  const entry = {
    id: newId('ent'),
    at: new Date(now()).toISOString(),
    kind: 'delivery.dead',
    ...(request === null ? {} : { request }),
    body: { delivery: id, lane, task: task.kind, attempts: attempt, error: short(error) },
  };
  const dead = withSettled(effects, { id, attempt, outcome: 'dead', error });
  return {
    ...dead,
    entries: [...(dead.entries ?? []), entry],
    deliveries: [...(dead.deliveries ?? []), ...(givenUp?.(delivery, short(error)) ?? [])],
  };
}

// An entry has a size limit, and an error may quote a whole page.
function short(error: string): string {
  return error.slice(0, 500).toWellFormed();
}

function withSettled(
  effects: Effects | undefined,
  settled: NonNullable<Effects['settled']>[number],
): Effects {
  return { ...effects, settled: [...(effects?.settled ?? []), settled] };
}

function merged(batch: Finished[]): Effects {
  const all = batch.map(({ effects }) => effects);
  return {
    entries: all.flatMap(({ entries = [] }) => entries),
    deliveries: all.flatMap(({ deliveries = [] }) => deliveries),
    cards: all.flatMap(({ cards = [] }) => cards),
    drawn: all.flatMap(({ drawn = [] }) => drawn),
    settled: all.flatMap(({ settled = [] }) => settled),
  };
}
