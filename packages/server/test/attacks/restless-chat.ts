import { createRelay } from '../../src/app/relay-deliveries.ts';
import { deliver } from '../../src/app/deliver/index.ts';
import type { Timer } from '../../src/app/loop.ts';
import { openPolicyBook } from '../../src/policy-book.ts';
import { ChatFailure, type CardContent } from '../../src/ports/chat.ts';
import { parsePolicy } from '@countersign/core/policy/parse';
import { aWorld } from '../support/world.ts';

const policyText = `
version: 1
groups:
  releasers: { slack: [S0RELEASE] }
  security: { slack: [S0SEC] }
rules:
  - name: two stages in two channels
    route: { slack: [C0RELEASES, C0SECURITY] }
    stages:
      - { name: release, quorum: 1, groups: [releasers] }
      - { name: security, quorum: 2, groups: [security] }
`;

/** What people see at one address: the last drawing, or that it is a copy. */
export type Seen = { channel: string; card: string; content: CardContent | 'superseded' };

/** `done`, `lost`: done without our hearing of it; `failed`: not done. */
export type Fate = 'done' | 'lost' | 'failed';

type Call = { answer: (fate: Fate) => void };

/** Until everything that could go on without an answer has. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/**
 * A world whose relay runs by itself and whose chat answers no call until it is told to, in any
 * order: what the state was when a call set out may be long past when it arrives.
 */
export async function aRestlessWorld() {
  const world = await aWorld();
  const { ctx, store } = world;
  const parsed = parsePolicy(policyText, { webhooks: [] });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  ctx.policy = await openPolicyBook(store, { text: policyText, policy: parsed.policy }, ctx.now());
  const seen = new Map<string, Seen>();
  const calls: Call[] = [];
  const uploaded: string[] = [];

  /** `happen` is what Slack does, at the moment that the test lets the call arrive. */
  const call = <T>(happen: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      calls.push({
        answer(fate) {
          const result = fate === 'failed' ? null : happen();
          if (fate === 'done') resolve(result as T);
          else {
            const more = fate === 'lost' ? { ambiguous: true } : {};
            reject(new ChatFailure('retry', `The answer is ${fate}.`, more));
          }
        },
      });
    });

  const known = ctx.chats.get('slack');
  if (!known) throw new Error('The world has no chat.');
  ctx.chats.set('slack', {
    ...known,
    post: (channel, content) =>
      call(() => {
        const message = `m${seen.size + 1}`;
        seen.set(message, { channel, card: content.card.id, content });
        return { message };
      }),
    update: ({ message }, content) =>
      call(() => {
        const before = seen.get(message);
        if (before) seen.set(message, { ...before, content });
      }),
    supersede: ({ message }) =>
      call(() => {
        const before = seen.get(message);
        if (before) seen.set(message, { ...before, content: 'superseded' });
      }),
    upload: ({ message }) => call(() => void uploaded.push(message ?? '')),
    reply: () => call(() => {}),
    note: () => call(() => {}),
  });

  const timers = new Set<{ at: number; run: () => void }>();
  const setTimer: Timer = (run, ms) => {
    const timer = { at: ctx.now() + ms, run };
    timers.add(timer);
    return { cancel: () => void timers.delete(timer) };
  };
  const relay = createRelay({
    store,
    deliver: (delivery) => deliver(ctx, delivery),
    now: ctx.now,
    setTimer,
    owner: 'test',
    random: () => 0.5,
    newId: ctx.newId,
    report: ctx.report,
  });
  relay.start();

  async function pass(ms: number): Promise<void> {
    world.pass(ms);
    const due = [...timers].filter(({ at }) => at <= ctx.now());
    for (const timer of due) if (timers.delete(timer)) timer.run();
    await settle();
  }

  return {
    ...world,
    seen,
    calls,
    uploaded,
    settle,
    pass,
    /** Answers one of the calls under way. */
    async answer(which: number, fate: Fate) {
      const [chosen] = calls.splice(which % Math.max(1, calls.length), 1);
      chosen?.answer(fate);
      await settle();
    },
    /** Answers all there is, and waits out every pause, until nothing is left to be done. */
    async calm() {
      for (let turn = 0; turn < 400; turn += 1) {
        while (calls.length > 0) await this.answer(0, 'done');
        if ((await store.deliveries.counts()).waiting === 0 && calls.length === 0) return;
        await pass(1_000);
      }
      throw new Error('The deliveries never come to an end.');
    },
    async close() {
      while (calls.length > 0) calls.pop()?.answer('failed');
      await relay.stop();
      await store.close();
    },
  };
}

export type RestlessWorld = Awaited<ReturnType<typeof aRestlessWorld>>;
