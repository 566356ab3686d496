import { expect, it } from 'vitest';
import { buttons, startPair } from './support/app.ts';
import { clientOf } from './support/clients.ts';

async function clicked(now?: () => number) {
  const { app, double } = await startPair(now === undefined ? {} : { now });
  const { ts = '' } = await clientOf(double).chat.postMessage({
    channel: 'C1OPS',
    text: 'Deploy?',
    blocks: buttons,
  });
  await double.click({ user: 'U1ADA', channel: 'C1OPS', ts, actionId: 'approve' });
  const url = String(app.received[0]?.payload['response_url']);
  const respond = async (body: object) => {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
    return { status: response.status, answer: (await response.json()) as unknown };
  };
  return { double, respond };
}

it('overwrites the card unless told not to', async () => {
  const { double, respond } = await clicked();
  await respond({ text: 'Not you', replace_original: false });
  expect(double.messages('C1OPS')).toMatchObject([{ text: 'Deploy?' }]);
  expect(double.ephemerals()).toMatchObject([{ user: 'U1ADA', text: 'Not you' }]);
  await respond({ text: 'Oops' });
  expect(double.messages('C1OPS')).toMatchObject([{ text: 'Oops', blocks: [] }]);
});

it('speaks to the channel when asked, and deletes the original when asked', async () => {
  const { double, respond } = await clicked();
  await respond({ text: 'All see', response_type: 'in_channel', replace_original: false });
  await respond({ delete_original: true });
  expect(double.messages('C1OPS')).toMatchObject([{ deleted: true }, { text: 'All see' }]);
});

it('works five times', async () => {
  const { respond } = await clicked();
  const note = { text: 'x', replace_original: false };
  for (let i = 0; i < 5; i += 1) expect((await respond(note)).status).toBe(200);
  expect(await respond(note)).toEqual({ status: 404, answer: { ok: false, error: 'used_url' } });
});

it('works for thirty minutes', async () => {
  let now = Date.UTC(2026, 0, 1);
  const { respond } = await clicked(() => now);
  now += 30 * 60 * 1000 + 1;
  expect(await respond({ text: 'x' })).toEqual({
    status: 404,
    answer: { ok: false, error: 'expired_url' },
  });
});
