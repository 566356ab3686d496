import { expect, it, onTestFinished } from 'vitest';
import { deliver } from '../../src/app/deliver/index.ts';
import { createRelay } from '../../src/app/relay-deliveries.ts';
import { ADA, aTeamsDesk } from './desk.ts';

type Fault = { status: number; retryAfter?: number };

/** A decided request whose card Teams does not let us edit, once; the relay, and the dice it throws. */
async function refusedOnce(fault: Fault, dice: number) {
  const desk = await aTeamsDesk();
  const { ctx, store, double } = desk;
  const id = await desk.asked();
  await desk.press(id, ADA);
  const relay = createRelay({
    store,
    deliver: (delivery) => deliver(ctx, delivery),
    now: ctx.now,
    setTimer: () => ({ cancel: () => {} }),
    owner: 'test',
    random: () => dice,
    newId: ctx.newId,
    report: ctx.report,
  });
  onTestFinished(() => relay.stop());
  const edits = () =>
    double.calls().filter(({ operation }) => operation === 'updateActivity').length;
  const before = edits();
  double.fail({ operation: 'updateActivity', with: { kind: 'http', ...fault } });
  await relay.runDue();
  return {
    made: () => edits() - before,
    later: async (ms: number) => {
      desk.pass(ms);
      await relay.runDue();
    },
  };
}

it.each([
  ['429 with Retry-After', { status: 429, retryAfter: 7 }, 0, 7_000],
  ['429 with Retry-After', { status: 429, retryAfter: 7 }, 0.5, 7_350],
  ['412 with Retry-After', { status: 412, retryAfter: 7 }, 0.5, 7_350],
  ['502 with Retry-After', { status: 502, retryAfter: 7 }, 0.5, 7_350],
  ['429 with one of a year', { status: 429, retryAfter: 31_536_000 }, 0.5, 3_780_000],
  ['429 without', { status: 429 }, 0.5, 500],
  ['429 without', { status: 429 }, 0.9, 900],
  ['412 without', { status: 412 }, 0.5, 500],
  ['502 without', { status: 502 }, 0.5, 500],
  ['504 without', { status: 504 }, 0.9, 900],
])(
  'an edit answered %s (%o), where the dice say %f, waits for %i ms',
  async (_, fault, dice, ms) => {
    const { made, later } = await refusedOnce(fault, dice);
    expect(made()).toBe(1);
    await later(ms - 1);
    expect(made()).toBe(1);
    await later(1);
    expect(made()).toBe(2);
  },
);
