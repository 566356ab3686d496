import { expect, it } from 'vitest';
import { ChatFailure } from '../../src/ports/chat.ts';
import { ADA, aTeamsDesk, textOf } from './desk.ts';

it.each([412, 429, 500, 502, 503, 504])(
  'an edit that is answered %i is done later',
  async (status) => {
    const desk = await aTeamsDesk();
    const id = await desk.asked();
    desk.double.fail({ operation: 'updateActivity', times: 2, with: { kind: 'http', status } });
    await desk.press(id, ADA);
    for (let turn = 0; turn < 4; turn += 1) {
      await desk.deliverAll();
      desk.pass(10_000);
    }
    expect(textOf(await desk.shown(id))).toContain('Approved by Ada Lovelace');
    expect(await desk.store.deliveries.counts()).toMatchObject({ dead: 0, waiting: 0 });
  },
);

/** How a failed post is told to the deliveries. */
async function failureOf(
  fault: { status: number; retryAfter?: number; code?: string } | 'lost' | 'token',
) {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  const { channel, message } = await desk.cardOf(id);
  if (fault === 'lost')
    desk.double.fail({ operation: 'sendToConversation', with: { kind: 'lost' } });
  else if (fault === 'token') {
    desk.double.revokeTokens();
    desk.double.fail({ operation: 'token', with: { kind: 'http', status: 503 } });
  } else desk.double.fail({ operation: 'sendToConversation', with: { kind: 'http', ...fault } });
  return desk.side.platform.reply({ channel, message }, 'x').catch((error: unknown) => error);
}

it.each([
  [
    '429 with Retry-After',
    { status: 429, retryAfter: 7 },
    { kind: 'retry', retryAfterMs: 7_000, ambiguous: false },
  ],
  ['429 without', { status: 429 }, { kind: 'retry', retryAfterMs: undefined, ambiguous: false }],
  ['412', { status: 412 }, { kind: 'retry', ambiguous: false }],
  ['502', { status: 502 }, { kind: 'retry', ambiguous: true }],
  ['504', { status: 504 }, { kind: 'retry', ambiguous: true }],
  ['a lost answer', 'lost' as const, { kind: 'retry', ambiguous: true }],
  ['no token', 'token' as const, { kind: 'retry', ambiguous: false }],
  ['413', { status: 413 }, { kind: 'rejected' }],
  ['400', { status: 400 }, { kind: 'rejected' }],
])('%s', async (_, fault, expected) => {
  const failure = await failureOf(fault);
  expect(failure).toBeInstanceOf(ChatFailure);
  expect(failure).toMatchObject(expected);
});

it('a token that was revoked is replaced by a new one, once', async () => {
  const desk = await aTeamsDesk();
  const { channel, message } = await desk.cardOf(await desk.asked());
  const tokens = () => desk.double.calls().filter(({ operation }) => operation === 'token').length;
  const before = tokens();
  desk.double.revokeTokens();
  await desk.side.platform.reply({ channel, message }, 'one');
  await desk.side.platform.reply({ channel, message }, 'two');
  expect(tokens() - before).toBe(1);
});
