import type { RequestView } from '@countersign/core/wire/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect, type Countersign } from '../src/sdk/countersign.ts';
import { FakeServer } from './support/fake-server.ts';
import { problem } from './support/reply.ts';
import { FakeTiming } from './support/fake-timing.ts';

const submission = { action: 'deploy', resource: 'payments-api', environment: 'production' };

const queued = ({ cards }: RequestView) =>
  cards.map(({ platform, channel }) => ({ platform, channel, state: 'queued' as const }));
const posted = ({ cards }: RequestView) =>
  cards.map((card) => ({
    ...card,
    state: 'posted' as const,
    link: 'https://acme.slack.com/archives/C1/p1',
  }));

describe('a wait', () => {
  let server: FakeServer;
  let timing: FakeTiming;
  let client: Countersign;
  beforeEach(async () => {
    server = await FakeServer.start();
    timing = new FakeTiming();
    client = connect({ url: server.url, credential: server.apiKey, timing });
  });
  afterEach(() => server.stop());

  const waits = () => server.seen.filter(({ headers }) => headers['prefer'] !== undefined);

  it('is held by the service, 30 s at a time, and tells every change once', async () => {
    const { id } = await client.request(submission);
    const seen: string[] = [];
    server.onWait = () => server.decide('approved');
    const view = await client.wait(id, { onChange: ({ status }) => seen.push(status) });
    expect(view.status).toBe('approved');
    expect(seen).toEqual(['pending', 'approved']);
    expect(waits().map(({ headers }) => headers['prefer'])).toEqual(['wait=30']);
    expect(timing.slept).toEqual([]);
  });

  it('looks often while the cards are being posted, and not for ever', async () => {
    server.edit = (view) => ({ ...view, cards: queued(view) });
    const { id } = await client.request(submission);
    let held = 0;
    server.onWait = (view) => {
      held += 1;
      // Posted at the first look, and taken back for longer than anybody looks often.
      const cards = held === 1 ? posted(view) : queued(view);
      if (held === 8) server.decide('approved');
      else server.update({ ...view, cards });
    };
    const links: (string | undefined)[] = [];
    await client.wait(id, { onChange: ({ cards }) => links.push(cards[0]?.link) });
    expect(links.slice(0, 2)).toEqual([undefined, 'https://acme.slack.com/archives/C1/p1']);
    const seconds = waits().map(({ headers }) => Number(headers['prefer']?.slice('wait='.length)));
    expect(seconds).toEqual([2, 30, 2, 2, 2, 2, 30, 30]);
  });

  it('survives a restart of the service', async () => {
    const { id } = await client.request(submission);
    let restarts = 0;
    server.onWait = () => {
      if (restarts++ > 0) return server.decide('approved');
      server.restart();
    };
    const troubles: string[] = [];
    const view = await client.wait(id, { onTrouble: ({ message }) => troubles.push(message) });
    expect(view.status).toBe('approved');
    expect(troubles[0]).toMatch(/cannot be reached/);
  });

  it('comes back when a service that shuts down says so', async () => {
    const { id } = await client.request(submission);
    server.faults.push({ status: 200, headers: { 'retry-after': '1' }, body: server.last });
    server.faults.push({ status: 200, headers: { 'retry-after': '1' }, body: server.last });
    server.onWait = () => server.decide('approved');
    await client.wait(id);
    expect(timing.slept).toEqual([1_250]);
  });

  it.each([
    [429, 'rate_limited'],
    [503, 'unavailable'],
  ] as const)('obeys Retry-After of a %i', async (status, code) => {
    const { id } = await client.request(submission);
    server.faults.push(problem(status, code, 'Later.', { 'retry-after': '7' }));
    server.onWait = () => server.decide('approved');
    expect((await client.wait(id)).status).toBe('approved');
    expect(timing.slept).toEqual([7_250]);
  });

  it('backs off further with every failure, up to 8 s', async () => {
    const { id } = await client.request(submission);
    server.faults.push(
      'hang up',
      { status: 502 },
      'hang up',
      'hang up',
      'hang up',
      'hang up',
      'hang up',
    );
    server.onWait = () => server.decide('approved');
    expect((await client.wait(id)).status).toBe('approved');
    expect(timing.slept).toEqual([375, 750, 1_500, 3_000, 6_000, 6_000, 6_000]);
  });

  it('does not hurry a service that holds nothing', async () => {
    const { id } = await client.request(submission);
    const pending = { status: 200, body: server.last };
    server.faults.push(pending, pending, pending);
    server.onWait = () => server.decide('approved');
    await client.wait(id);
    expect(timing.slept).toEqual([2_250, 2_250]);
  });

  it('ends with wait_timed_out, be the service there or not', async () => {
    const { id } = await client.request(submission);
    server.holdMs = 0;
    const pending = { status: 200, body: server.last };
    server.faults.push(...Array.from({ length: 30 }, () => pending));
    await expect(client.wait(id, { timeoutMs: 20_000 })).rejects.toMatchObject({
      code: 'wait_timed_out',
    });
    server.faults.splice(0, Infinity, ...Array.from({ length: 30 }, () => 'hang up' as const));
    await expect(client.wait(id, { timeoutMs: 20_000 })).rejects.toMatchObject({
      code: 'wait_timed_out',
    });
  });

  it('gives up on a service that stays away longer than a decision could come', async () => {
    const { id } = await client.request({ ...submission, expiresIn: 600 });
    server.faults.push(...Array.from({ length: 500 }, () => 'hang up' as const));
    const begun = timing.now();
    await expect(client.wait(id)).rejects.toMatchObject({ code: 'unreachable' });
    expect(timing.now() - begun).toBeLessThan(900_000);
  });

  it('ends at once when it is not allowed to look', async () => {
    await expect(client.wait('req_none')).rejects.toMatchObject({ code: 'not_found', status: 404 });
    expect(timing.slept).toEqual([]);
  });

  it("ends with the caller's reason when the caller gives up", async () => {
    const { id } = await client.request(submission);
    const stop = new AbortController();
    server.onWait = () => stop.abort(new Error('enough'));
    await expect(client.wait(id, { signal: stop.signal })).rejects.toThrow('enough');
  });
});
