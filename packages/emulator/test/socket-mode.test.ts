import { SocketModeClient } from '@slack/socket-mode';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SlackDouble } from '../src/index.ts';
import { appToken, buttons, startDouble } from './support/app.ts';
import { call, clientOf, silent } from './support/clients.ts';

interface SlackEvent {
  type: string;
  body: Record<string, unknown>;
  ack: (response?: Record<string, unknown>) => Promise<void>;
}

const plain = (text: string) => ({ type: 'plain_text' as const, text });

type Handler = (event: SlackEvent) => Promise<void> | void;

async function connect(double: SlackDouble, handler: Handler): Promise<SocketModeClient> {
  const clientOptions = { slackApiUrl: double.apiUrl };
  const client = new SocketModeClient({
    appToken,
    clientOptions,
    logger: silent,
    autoReconnectEnabled: false,
  });
  client.on('slack_event', (event: SlackEvent) => void handler(event));
  await client.start();
  onTestFinished(() => client.disconnect());
  return client;
}

async function start(ackTimeoutMs = 60_000) {
  const triggerLifetimeMs = 60_000;
  return startDouble({ appToken, socketMode: true, ackTimeoutMs, triggerLifetimeMs });
}

async function card(double: SlackDouble) {
  const { ts = '' } = await clientOf(double).chat.postMessage({
    channel: 'C1OPS',
    text: 'Deploy?',
    blocks: buttons,
  });
  return { user: 'U1ADA', channel: 'C1OPS', ts, actionId: 'approve' };
}

describe('Socket Mode', () => {
  it('delivers clicks, commands and events to the real client', async () => {
    const double = await start();
    const seen: string[] = [];
    await connect(double, async ({ type, ack }) => {
      seen.push(type);
      await ack(type === 'slash_commands' ? { text: 'done' } : undefined);
    });
    expect(double.socket.connections()).toBe(1);
    expect(await double.click(await card(double))).toMatchObject({ ok: true, status: 200 });
    await double.command({ user: 'U1ADA', channel: 'C1OPS', command: '/countersign' });
    await double.event({ type: 'app_home_opened', user: 'U1ADA' });
    expect(seen).toEqual(['interactive', 'slash_commands', 'events_api']);
    expect(double.ephemerals()).toMatchObject([{ text: 'done' }]);
  });

  it('tells of the metadata of a message, once more after nobody was there to take it', async () => {
    const double = await start();
    const metadata = { event_type: 'countersign_card', event_payload: { card: 'card-1' } };
    await clientOf(double).chat.postMessage({ channel: 'C1OPS', text: 'Deploy?', metadata });
    await double.until(() => double.undeliveredEvents().length === 1);
    const seen: unknown[] = [];
    await connect(double, async ({ body, ack }) => {
      seen.push(body['event']);
      await ack();
    });
    expect(await double.retryEvents()).toMatchObject([
      { ok: true, envelope: { type: 'events_api', retry_attempt: 1 } },
    ]);
    expect(seen).toMatchObject([{ type: 'message_metadata_posted', metadata }]);
  });

  it('takes the answer to a view from the acknowledgement', async () => {
    const double = await start();
    const input = { type: 'plain_text_input' as const, action_id: 'reason' };
    const blocks = [
      { type: 'input' as const, block_id: 'why', label: plain('Reason'), element: input },
    ];
    const view = { type: 'modal' as const, title: plain('Reject'), submit: plain('Send'), blocks };
    await connect(double, async ({ body, ack }) => {
      const submitted = body['type'] === 'view_submission';
      await ack(submitted ? { response_action: 'errors', errors: { why: 'No' } } : undefined);
      if (!submitted) {
        await clientOf(double).views.open({ trigger_id: String(body['trigger_id']), view });
      }
    });
    await double.command({ user: 'U1ADA', channel: 'C1OPS', command: '/countersign' });
    await double.until(() => double.views('U1ADA').length === 1);
    await double.submitView({ user: 'U1ADA', values: { why: { reason: 'x' } } });
    expect(double.views('U1ADA')).toMatchObject([{ errors: { why: 'No' } }]);
  });

  it('hands each payload to one of the connections', async () => {
    const double = await start();
    const seen = [0, 0];
    for (const index of seen.keys()) {
      await connect(double, async ({ ack }) => {
        seen[index] = (seen[index] ?? 0) + 1;
        await ack();
      });
    }
    for (let i = 0; i < 4; i += 1) await double.event({ type: 'app_home_opened' });
    expect(seen).toEqual([2, 2]);
  });

  it('reports to the person what nobody acknowledged, or nobody was there to take', async () => {
    const double = await start(50);
    const click = await card(double);
    expect(await double.click(click)).toMatchObject({ ok: false, error: 'connection_failed' });
    await connect(double, () => undefined);
    expect(await double.click(click)).toMatchObject({ ok: false, timedOut: true });
  });

  it('sends the same envelope again when told to', async () => {
    const double = await start();
    const envelopes: unknown[] = [];
    const client = await connect(double, ({ ack }) => ack());
    client.on('interactive', ({ envelope_id }: { envelope_id: string }) => {
      envelopes.push(envelope_id);
    });
    const first = await double.click(await card(double));
    await double.redeliver(first);
    expect(envelopes).toHaveLength(2);
    expect(new Set(envelopes).size).toBe(1);
  });

  it.each(['refresh_requested', 'link_disabled', 'warning'] as const)(
    'loses the client on %s',
    async (reason) => {
      const double = await start();
      await connect(double, ({ ack }) => ack());
      double.socket.disconnect(reason);
      await expect(double.until(() => double.socket.connections() === 0)).resolves.toBeUndefined();
    },
  );

  it('loses no click across a warning when two connections are open', async () => {
    const double = await start();
    const seen: unknown[] = [];
    for (let i = 0; i < 2; i += 1) {
      await connect(double, async ({ body, ack }) => {
        seen.push(body['event_id']);
        await ack();
      });
    }
    double.socket.warn(0);
    await double.until(() => double.socket.connections() === 1);
    const deliveries = [];
    for (let i = 0; i < 5; i += 1) deliveries.push(await double.event({ type: 'app_home_opened' }));
    expect(deliveries.every(({ ok }) => ok)).toBe(true);
    expect(seen).toHaveLength(5);
  });

  it('refuses an eleventh connection and a ticket used twice', async () => {
    const double = await start();
    for (let i = 0; i < 10; i += 1) await open(await ticket(double));
    expect(await open(await ticket(double))).toMatchObject({ reason: 'too_many_websockets' });
    const url = await ticket(double);
    await open(url);
    await expect(open(url)).rejects.toThrow('refused');
  });

  it('says app_rate_limited without an inner event', async () => {
    const double = await start(50);
    const socket = new WebSocket(await ticket(double));
    onTestFinished(() => socket.close());
    const messages: { payload?: unknown }[] = [];
    socket.addEventListener('message', ({ data }) => {
      messages.push(JSON.parse(String(data)) as { payload?: unknown });
    });
    await double.until(() => double.socket.connections() === 1);
    await double.socket.rateLimited();
    const last = () => messages.at(-1);
    await expect.poll(last).toMatchObject({
      type: 'events_api',
      payload: { type: 'app_rate_limited', minute_rate_limited: expect.any(Number) },
    });
  });
});

async function ticket(double: SlackDouble): Promise<string> {
  double.setPace(false);
  return String((await call(double, 'apps.connections.open', {}, appToken)).answer['url']);
}

/** The first message on a new connection. */
async function open(url: string): Promise<unknown> {
  const socket = new WebSocket(url);
  onTestFinished(() => socket.close());
  return new Promise((resolve, reject) => {
    socket.addEventListener('message', ({ data }) => resolve(JSON.parse(String(data))));
    socket.addEventListener('error', () => reject(new Error('The connection was refused.')));
  });
}
