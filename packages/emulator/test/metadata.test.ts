import { describe, expect, it } from 'vitest';
import { defaultScopes } from '../src/options.ts';
import { startDouble, startPair } from './support/app.ts';
import { call, clientOf } from './support/clients.ts';

const metadata = { event_type: 'countersign_card', event_payload: { card: 'card-1' } };
const card = { channel: 'C1OPS', text: 'Deploy?', metadata };

/** In the order they happened: each travels on its own. */
const eventsOf = (received: { payload: Record<string, unknown> }[]) =>
  received
    .map(({ payload }) => payload['event'] as { event_ts: string })
    .sort((a, b) => a.event_ts.localeCompare(b.event_ts));

describe('a message with metadata', () => {
  it('is told to the app that posted it', async () => {
    const { app, double } = await startPair();
    const { ts } = await clientOf(double).chat.postMessage(card);
    await double.until(() => app.received.length === 1);
    const { id, botId, botUserId } = double.workspace.app;
    expect(app.received[0]).toMatchObject({ url: '/events', payload: { type: 'event_callback' } });
    expect(eventsOf(app.received)[0]).toEqual({
      type: 'message_metadata_posted',
      app_id: id,
      bot_id: botId,
      user_id: botUserId,
      team_id: 'T0EMULATED',
      channel_id: 'C1OPS',
      message_ts: ts,
      metadata,
      event_ts: expect.stringMatching(/^\d+\.\d{6}$/),
    });
  });

  it('is told even when the answer to the post is lost', async () => {
    const { app, double } = await startPair();
    double.fail({ method: 'chat.postMessage', with: { kind: 'lost' } });
    await expect(clientOf(double).chat.postMessage(card)).rejects.toThrow(/fetch failed/);
    await double.until(() => app.received.length === 1);
    const [message] = double.messages('C1OPS');
    expect(eventsOf(app.received)[0]).toMatchObject({ message_ts: message?.ts, metadata });
  });

  it('keeps its metadata over an update that says nothing of it', async () => {
    const { app, double } = await startPair();
    const client = clientOf(double);
    const { ts = '' } = await client.chat.postMessage(card);
    await client.chat.update({ channel: 'C1OPS', ts, text: 'Approved' });
    await double.retryEvents();
    expect(double.messages('C1OPS')).toMatchObject([{ text: 'Approved', metadata }]);
    expect(app.received).toHaveLength(1);
  });

  it('tells what changes and what goes', async () => {
    const { app, double } = await startPair();
    const client = clientOf(double);
    const { ts = '' } = await client.chat.postMessage(card);
    const next = { ...metadata, event_payload: { card: 'card-2' } };
    const message = { channel: 'C1OPS', ts };
    await client.chat.update({ ...message, text: 'x', metadata: next });
    await call(double, 'chat.update', { ...message, text: 'x', metadata: '{}' });
    await client.chat.update({ ...message, text: 'x', metadata });
    await client.chat.delete(message);
    await double.until(() => app.received.length === 5);
    const gone = { message_ts: ts, deleted_ts: expect.any(String) };
    expect(eventsOf(app.received)).toMatchObject([
      { type: 'message_metadata_posted', metadata },
      { type: 'message_metadata_updated', metadata: next, previous_metadata: metadata },
      { type: 'message_metadata_deleted', previous_metadata: next, ...gone },
      { type: 'message_metadata_posted', metadata },
      { type: 'message_metadata_deleted', previous_metadata: metadata, ...gone },
    ]);
  });

  it.each([
    ['without the scope', { scopes: defaultScopes.filter((s) => !s.startsWith('metadata')) }],
    ['when it is switched off', { metadataEvents: false }],
  ])('is not told %s', async (_when, options) => {
    const { app, double } = await startPair(options);
    await clientOf(double).chat.postMessage(card);
    await double.event({ type: 'app_uninstalled' });
    expect(eventsOf(app.received)).toMatchObject([{ type: 'app_uninstalled' }]);
  });

  it('is not told where the app has no events URL', async () => {
    const double = await startDouble();
    await clientOf(double).chat.postMessage(card);
    expect(await double.retryEvents()).toEqual([]);
  });

  it.each([
    ['invalid_metadata_format', 'not json'],
    ['invalid_metadata_format', '"text"'],
    ['invalid_metadata_schema', '{"event_type":"x"}'],
    ['invalid_metadata_schema', '{"event_payload":{}}'],
  ])('is refused as %s: %s', async (error, metadata) => {
    const double = await startDouble();
    const args = { channel: 'C1OPS', text: 'x', metadata };
    expect((await call(double, 'chat.postMessage', args)).answer).toMatchObject({ error });
    expect(double.messages('C1OPS')).toEqual([]);
  });

  it('is left out, with a warning, where its event type has punctuation', async () => {
    const { app, double } = await startPair();
    const args = { ...card, metadata: { ...metadata, event_type: 'countersign.card' } };
    const answer = await clientOf(double).chat.postMessage(args);
    expect(answer).toMatchObject({ ok: true, warning: 'invalid_metadata_schema' });
    expect(answer.response_metadata?.warnings).toEqual(['invalid_metadata_schema']);
    expect(double.messages('C1OPS')[0]).not.toHaveProperty('metadata');
    const { ts = '' } = await clientOf(double).chat.postMessage(card);
    expect(await clientOf(double).chat.update({ ...args, ts })).toMatchObject({
      warning: 'invalid_metadata_schema',
    });
    expect(double.message('C1OPS', ts)).toMatchObject({ metadata });
    await double.until(() => app.received.length === 1);
  });
});
