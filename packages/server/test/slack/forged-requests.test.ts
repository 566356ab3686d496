import { expect, it, vi } from 'vitest';
import type { ChatUseCases } from '../../src/ports/chat-use-cases.ts';
import { aDesk, type Desk } from './desk.ts';

/** Counts what gets through to the use cases. */
async function guarded() {
  const reached = vi.fn<(call: string) => void>();
  const desk = await aDesk({
    useCases: (real): ChatUseCases => ({
      ...real,
      castVote: (input) => {
        reached('castVote');
        return real.castVote(input);
      },
    }),
  });
  return { desk, reached, id: await desk.asked() };
}

async function post(desk: Desk, body: string, headers: { [name: string]: string }) {
  return fetch(`${desk.url}/slack/interactivity`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });
}

/** A click as Slack would send it, signed at `skew` seconds from now. */
async function aClick(desk: Desk, id: string) {
  const { request } = await desk.press(id, 'U0BYSTANDER');
  if (request === undefined) throw new Error('The click was not sent over HTTP.');
  return request.body.replaceAll('U0BYSTANDER', 'U0ADA');
}

it.each([
  ['without a signature', () => ({})],
  ['with the signature of other bytes', (desk: Desk) => desk.double.sign('payload=%7B%7D')],
  [
    'signed six minutes ago',
    (desk: Desk, body: string) => desk.double.sign(body, seconds(desk) - 360),
  ],
  [
    'signed for an hour ahead',
    (desk: Desk, body: string) => desk.double.sign(body, seconds(desk) + 3_600),
  ],
])('a click %s is answered 401 and reaches nobody', async (_, headersOf) => {
  const { desk, reached, id } = await guarded();
  const body = await aClick(desk, id);
  reached.mockClear();
  const answer = await post(desk, body, { ...headersOf(desk, body) });
  expect(answer.status).toBe(401);
  expect(await answer.json()).toMatchObject({ code: 'unauthenticated' });
  expect(reached).not.toHaveBeenCalled();
  expect(await desk.statusOf(id)).toBe('pending');
});

it('the very same click, signed as it should be, decides', async () => {
  const { desk, id } = await guarded();
  const body = (await aClick(desk, id)).replace(/trigger_id%22%3A%22/, '$&other');
  const answer = await post(desk, body, { ...desk.double.sign(body) });
  expect(answer.status).toBe(200);
  expect(await desk.statusOf(id)).toBe('approved');
});

it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH'])('%s decides nothing', async (method) => {
  const { desk, reached } = await guarded();
  for (const path of ['interactivity', 'commands', 'events']) {
    const answer = await fetch(`${desk.url}/slack/${path}?payload=%7B%7D`, { method });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('POST');
  }
  expect(reached).not.toHaveBeenCalled();
});

it('a body over a megabyte is not read', async () => {
  const { desk } = await guarded();
  const body = `payload=${'x'.repeat(1_100_000)}`;
  const answer = await post(desk, body, { ...desk.double.sign(body) });
  expect(answer.status).toBe(413);
});

it.each(['', 'payload=', 'payload=%7B', 'payload=null', 'payload=%5B%5D', 'x=1', '%%%'])(
  'signed nonsense (%j) is acknowledged and dropped',
  async (body) => {
    const { desk, reached } = await guarded();
    const answer = await post(desk, body, { ...desk.double.sign(body) });
    expect(answer.status).toBe(200);
    expect(reached).not.toHaveBeenCalled();
  },
);

it('the address of events proves itself to Slack, and only when asked by Slack', async () => {
  const { desk } = await guarded();
  expect(await desk.double.verifyEventsUrl()).toMatchObject({ ok: true });
  const body = JSON.stringify({ type: 'url_verification', challenge: 'x' });
  const unsigned = await fetch(`${desk.url}/slack/events`, { method: 'POST', body });
  expect(unsigned.status).toBe(401);
});

function seconds(desk: Desk): number {
  return Math.floor(desk.ctx.now() / 1000);
}
