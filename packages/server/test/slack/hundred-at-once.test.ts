import { expect, it } from 'vitest';
import { submitRequest } from '../../src/app/submit-request.ts';
import { caller, deployPayments } from '../support/world.ts';
import { aDesk, CHANNEL, textOf } from './desk.ts';

/** Slack's own pace is enforced by the double, on the same clock. */
async function aBusyDesk() {
  const desk = await aDesk({ pace: true });
  desk.ctx.postPaceMs = 1_100;
  const start = desk.ctx.now();
  return {
    ...desk,
    start,
    posts: (channel: string) => desk.double.messages(channel).filter(({ thread_ts }) => !thread_ts),
    refusedByPace: () => desk.double.calls().filter(({ error }) => error === 'ratelimited'),
    async passSeconds(seconds: number) {
      for (let tenth = 0; tenth < seconds * 10; tenth += 1) {
        await desk.deliverAll();
        desk.pass(100);
      }
    },
  };
}

it('a hundred requests to one channel are posted at Slack’s pace, in order, none lost', async () => {
  const desk = await aBusyDesk();
  for (let n = 0; n < 100; n += 1) {
    await submitRequest(desk.ctx, caller, { ...deployPayments, resource: `service-${n}` });
  }
  await submitRequest(desk.ctx, caller, { ...deployPayments, action: 'ping' });
  await desk.passSeconds(1);
  expect(desk.posts('C0OTHER')).toHaveLength(1);
  expect(desk.posts(CHANNEL)).toHaveLength(1);

  await desk.passSeconds(112);
  const posted = desk
    .posts(CHANNEL)
    .map(({ blocks }) => /service-(\d+)/u.exec(textOf(blocks))?.[1]);
  expect(posted).toEqual(Array.from({ length: 100 }, (_, n) => String(n)));
  expect(desk.refusedByPace()).toEqual([]);
});

it('Retry-After is honoured: nothing is sent to the channel before its time', async () => {
  const desk = await aBusyDesk();
  desk.double.fail({ method: 'chat.postMessage', with: { kind: 'ratelimited', retryAfter: 30 } });
  await submitRequest(desk.ctx, caller, deployPayments);
  await submitRequest(desk.ctx, caller, { ...deployPayments, resource: 'second' });
  await desk.passSeconds(29);
  expect(desk.posts(CHANNEL)).toHaveLength(0);
  expect(desk.double.calls().filter(({ method }) => method === 'chat.postMessage')).toHaveLength(1);
  await desk.passSeconds(4);
  expect(desk.posts(CHANNEL).map(({ blocks }) => textOf(blocks).includes('second'))).toEqual([
    false,
    true,
  ]);
});
