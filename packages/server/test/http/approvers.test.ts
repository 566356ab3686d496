import { approverFigures } from '@countersign/core/wire/approver-figures';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { approverFigures as figures } from '../../src/app/approver-figures.ts';
import { chatUseCases } from '../../src/use-cases.ts';
import { createMetrics } from '../../src/metrics.ts';
import { anApi, type Api } from '../support/api.ts';
import { deployPayments } from '../support/world.ts';

let api: Api;
beforeEach(async () => {
  api = await anApi();
  for (const user of ['ADA', 'BOB']) api.world.human(user, ['releasers', 'security']);
});
afterEach(() => api.close());

const list = (query = '', key = api.keys.operator) =>
  api.call('GET', `/v1/approvers${query}`, { key });

let counter = 0;
/** Asked, posted a minute later, and decided by this user after so many milliseconds. */
async function decidedBy(user: string, ms: number, resource = `api-${(counter += 1)}`) {
  const { id } = (await api.call('POST', '/v1/requests', { body: { ...deployPayments, resource } }))
    .body;
  api.world.pass(60_000);
  await api.world.deliverAll();
  api.world.pass(ms);
  await click(id, user);
  return id as string;
}

function useCases() {
  const { store, ctx } = api.world;
  const metrics = createMetrics({ store, waiters: api.waiters, now: ctx.now });
  return { metrics, chat: chatUseCases(ctx, metrics) };
}

async function click(id: string, user: string, more: object = {}, chat = useCases().chat) {
  const card = (await api.world.store.requests.get(id))?.cards[0];
  if (!card) throw new Error('There is no card.');
  const result = await chat.castVote(api.world.click(card, user, more));
  if (!result?.ok) throw new Error(result?.sentence);
}

describe('the figures of approvers', () => {
  it('are counted from when the card was there', async () => {
    for (const ms of [1_000, 2_999, 3_000, 10_000]) await decidedBy('ADA', ms);
    await decidedBy('BOB', 2_000);
    const { status, body } = await list();
    expect(status).toBe(200);
    expect(approverFigures.parse(body)).toEqual({
      since: '2026-10-23T10:05:18.999Z',
      items: [
        {
          person: { id: 'ada', name: 'ada' },
          decisions: 4,
          quick: 2,
          seconds: { median: 2.999, p95: 10 },
        },
        {
          person: { id: 'bob', name: 'bob' },
          decisions: 1,
          quick: 1,
          seconds: { median: 2, p95: 2 },
        },
      ],
    });
  });

  it('begin anew with each stage', async () => {
    const id = await decidedBy('ADA', 600_000, 'vault');
    api.world.pass(5_000);
    await api.world.deliverAll();
    await click(id, 'BOB');
    expect((await list()).body.items).toMatchObject([
      { person: { id: 'ada' }, seconds: { median: 600 } },
      { person: { id: 'bob' }, seconds: { median: 5 } },
    ]);
  });

  it('know no refusals, and count a rejection', async () => {
    const { id } = (await api.call('POST', '/v1/requests', { body: deployPayments })).body;
    await api.world.deliverAll();
    api.world.human('EVE', []);
    await expect(click(id, 'EVE')).rejects.toThrow(/is for releasers/u);
    api.world.pass(4_000);
    await click(id, 'ADA', { vote: 'reject', comment: 'no' });
    expect((await list()).body.items).toMatchObject([
      { person: { id: 'ada' }, decisions: 1, quick: 0 },
    ]);
  });

  it('are those of a period', async () => {
    await decidedBy('ADA', 1_000);
    api.world.pass(3_600_000);
    const since = new Date(api.world.ctx.now()).toISOString();
    await decidedBy('BOB', 1_000);
    expect((await list(`?since=${since}`)).body).toMatchObject({
      since,
      items: [{ person: { id: 'bob' } }],
    });
    expect(await list('?since=yesterday')).toMatchObject({
      status: 422,
      body: { code: 'invalid' },
    });
  });

  it('say since when they count where there are too many', async () => {
    for (let n = 0; n < 4; n += 1) await decidedBy('ADA', 1_000);
    const { since, items } = await figures(api.world.ctx, { most: 2 });
    expect(items).toMatchObject([{ decisions: 2 }]);
    expect(since).toBe('2026-11-22T10:03:03.000Z');
  });

  it('are for operators alone', async () => {
    expect((await list('', api.keys.ci)).status).toBe(401);
  });

  it('are in the metrics without names', async () => {
    const { chat, metrics } = useCases();
    const { id } = (await api.call('POST', '/v1/requests', { body: deployPayments })).body;
    await api.world.deliverAll();
    api.world.pass(2_000);
    await click(id, 'ADA', {}, chat);
    const { text } = await metrics.read();
    expect(text).toContain(
      'countersign_decision_seconds_bucket{le="3",platform="slack",quick="yes"} 1',
    );
    expect(text).toContain('countersign_decision_seconds_count{platform="slack",quick="yes"} 1');
    expect(text).not.toMatch(/\bada\b/i);
  });
});
