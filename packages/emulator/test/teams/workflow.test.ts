import { expect, it } from 'vitest';
import { cardMessage, deploys, plainCard, startDouble } from './support/bot.ts';

async function start() {
  const double = await startDouble();
  const url = double.workflow(deploys);
  const post = (body: unknown, to = url) =>
    fetch(to, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return { double, url, post };
}

it('a workflow posts a card to its channel', async () => {
  const { double, post } = await start();
  expect((await post(cardMessage(plainCard('Deploy?')))).status).toBe(202);
  expect(double.messages(deploys)).toMatchObject([
    { via: 'workflow', attachments: [{ content: plainCard('Deploy?') }] },
  ]);
});

it.each([
  ['another signature', cardMessage(plainCard('x')), 401],
  ['no card', { type: 'message', text: 'x' }, 400],
  ['a card that can’t be drawn', cardMessage({ type: 'AdaptiveCard' }), 400],
  ['more than 28 KB', cardMessage(plainCard('x'.repeat(28 * 1024))), 413],
])('and refuses %s', async (_what, body, status) => {
  const { double, url, post } = await start();
  const to = status === 401 ? `${url}0` : url;
  expect((await post(body, to)).status).toBe(status);
  expect(double.messages(deploys)).toEqual([]);
});

it('and fails when told to', async () => {
  const { double, post } = await start();
  double.fail({ operation: 'workflow', with: { kind: 'http', status: 429, retryAfter: 2 } });
  const response = await post(cardMessage(plainCard('x')));
  expect([response.status, response.headers.get('retry-after')]).toEqual([429, '2']);
});
