import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tellStory } from '@countersign/core/log/story';
import { openStore } from '@countersign/server/store/open';
import { createDatabase } from '../packages/server/test/support/engines.ts';
import { startLocal, type Local } from './support/local.ts';

let database: Awaited<ReturnType<typeof createDatabase>>;
let first: Local;
let second: Local['server'];
beforeEach(async () => {
  database = await createDatabase();
  first = await startLocal({ store: database.url });
  second = await first.replica();
});
afterEach(async () => {
  await second.close();
  await first.close();
  await database.drop();
});

const submission = { action: 'deploy', resource: 'payments-api', environment: 'production' };

async function call(
  server: { url: string },
  method: string,
  path: string,
  more: { body?: object; prefer?: string } = {},
) {
  const response = await fetch(server.url + path, {
    method,
    headers: {
      authorization: `Bearer ${first.key}`,
      ...(more.body ? { 'content-type': 'application/json' } : {}),
      ...(more.prefer ? { prefer: more.prefer } : {}),
    },
    ...(more.body ? { body: JSON.stringify(more.body) } : {}),
  });
  return (await response.json()) as { id: string; status: string };
}

describe('two replicas on one PostgreSQL', () => {
  it('are one service: asked at one, decided at the other, a waiter of the first is released at once', async () => {
    const asked = await call(first.server, 'POST', '/v1/requests', { body: submission });
    const card = await first.card('C0RELEASES');
    const waiting = call(first.server, 'GET', `/v1/requests/${asked.id}`, { prefer: 'wait=60' });
    first.slack.setRequestUrls({ interactivity: `${second.url}/slack/interactivity` });
    await first.slack.click({
      user: 'U0ADA',
      channel: 'C0RELEASES',
      ts: card.ts,
      actionId: 'approve',
    });
    expect((await waiting).status).toBe('approved');
  });

  it('post each card once, decide each request once, and seal one log', async () => {
    const asked = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        call(n % 2 ? first.server : second, 'POST', '/v1/requests', {
          body: { ...submission, resource: `payments-${n}` },
        }),
      ),
    );
    const cards = () => first.slack.messages('C0RELEASES').filter((message) => !message.thread_ts);
    await first.slack.until(() => cards().length >= 12);
    for (const [n, { ts }] of cards().entries()) {
      const to = n % 2 ? second : first.server;
      first.slack.setRequestUrls({ interactivity: `${to.url}/slack/interactivity` });
      await Promise.all(
        ['U0ADA', 'U0GRACE'].map((user) =>
          first.slack.click({ user, channel: 'C0RELEASES', ts, actionId: 'approve', force: true }),
        ),
      );
    }
    const live = () =>
      cards().filter((message) => JSON.stringify(message.blocks).includes('"type":"button"'));
    await first.slack.until(() => live().length === 0);
    expect(cards()).toHaveLength(12);

    const store = await openStore(database.url);
    try {
      for (const { id } of asked) {
        await expect
          .poll(async () => (await store.log.ofRequest(id)).every(({ index }) => index !== null))
          .toBe(true);
        const placed = (await store.log.ofRequest(id)).toSorted(
          (a, b) => (a.index ?? 0) - (b.index ?? 0),
        );
        const story = tellStory(placed.map(({ entry }) => entry));
        expect(story).toMatchObject({
          decision: { outcome: 'approved' },
          votes: [{ vote: 'approve' }],
        });
      }
    } finally {
      await store.close();
    }
  });
});
