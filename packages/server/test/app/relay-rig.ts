import { onTestFinished } from 'vitest';
import type { Delivered } from '../../src/app/deliver/result.ts';
import { createRelay, type RelayOptions } from '../../src/app/relay-deliveries.ts';
import type { ClaimedDelivery, NewDelivery } from '../../src/ports/delivery.ts';
import type { Store } from '../../src/ports/store.ts';
import { openStore } from '../../src/store/open.ts';
import { fakeTime } from '../support/fake-time.ts';

export const NOON = Date.UTC(2026, 10, 22, 12);

type Attempt = { id: string; at: number; attempt: number; ambiguous: boolean };

/** A relay over a real store, with a clock and an other side that the test plays. */
export async function relayRig(
  answer: (
    delivery: ClaimedDelivery,
    signal: AbortSignal,
  ) => Promise<Delivered> | Delivered = () => ({
    outcome: 'done',
  }),
  more: Partial<RelayOptions> = {},
) {
  const time = fakeTime(NOON);
  const store = await openStore('sqlite::memory:', { now: time.now });
  const attempts: Attempt[] = [];
  const reported: string[] = [];
  const report = (_fields: object, message: string) => void reported.push(message);
  let ids = 0;

  const make = (over: Partial<RelayOptions> = {}) =>
    createRelay({
      store,
      deliver: async (delivery, signal) => {
        const { id, attempt, ambiguous } = delivery;
        attempts.push({ id, at: time.now() - NOON, attempt, ambiguous });
        return answer(delivery, signal);
      },
      now: time.now,
      setTimer: time.setTimer,
      owner: 'one',
      random: () => 0.5,
      newId: (prefix) => `${prefix}_${++ids}`,
      report: { info: report, warn: report, error: report },
      ...more,
      ...over,
    });
  const relay = make();
  onTestFinished(async () => {
    await relay.stop();
    await store.close();
  });
  return {
    store,
    time,
    relay,
    make,
    attempts,
    reported,
    pass: (ms: number) => time.pass(ms, () => relay.runDue()),
    seen: () => attempts.map(({ id, at }) => [id, at]),
  };
}

export function aDelivery(id: string, more: Partial<NewDelivery> = {}): NewDelivery {
  return {
    id,
    lane: 'slack:post:C1',
    paceMs: 0,
    task: { kind: 'thread.post', card: 'card', text: id },
    request: null,
    runAt: NOON,
    ...more,
  };
}

/** A store in which no end of an attempt can be written while `broken()` says so. */
export function failing(store: Store, broken: () => boolean): Store {
  const whole = () => {
    if (broken()) throw new Error('The disk is full.');
  };
  return {
    ...store,
    commit: async (effects) => {
      whole();
      return store.commit(effects);
    },
    deliveries: {
      ...store.deliveries,
      settleAndClaim: async (finished, ask) => {
        if (finished.settled?.length) whole();
        return store.deliveries.settleAndClaim(finished, ask);
      },
    },
  };
}
