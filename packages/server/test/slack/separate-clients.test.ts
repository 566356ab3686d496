import { expect, it } from 'vitest';
import { aDesk } from './desk.ts';

it('a form opens while the deliveries wait out a rate limit', async () => {
  const desk = await aDesk();
  const id = await desk.asked();
  desk.double.fail({ method: 'chat.postMessage', with: { kind: 'ratelimited', retryAfter: 10 } });
  const limited = desk.asked();
  await desk.press(id, 'U0ADA', 'reject');
  expect(desk.double.views('U0ADA')[0]).toMatchObject({ callback_id: 'reject' });
  await limited;
});

it('the deliveries are told how long Slack wants them to wait', async () => {
  const desk = await aDesk();
  const platform = desk.ctx.chats.get('slack');
  desk.double.fail({ method: 'chat.postMessage', with: { kind: 'ratelimited', retryAfter: 10 } });
  await expect(
    platform?.reply({ channel: 'C0RELEASES', message: '1.1' }, 'x'),
  ).rejects.toMatchObject({
    kind: 'retry',
    retryAfterMs: 10_000,
    ambiguous: false,
  });
});
