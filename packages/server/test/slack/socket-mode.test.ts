import { expect, it, onTestFinished } from 'vitest';
import { startSlackSocket } from '../../src/http/slack/socket.ts';
import { aDesk, APP_TOKEN, CHANNEL } from './desk.ts';

/** The desk over Socket Mode; pauses between connections are over at once. */
async function aSocketDesk() {
  const desk = await aDesk({ socketMode: true });
  const pauses: number[] = [];
  const socket = startSlackSocket({
    appToken: APP_TOKEN,
    apiUrl: desk.double.apiUrl,
    dispatch: desk.dispatch,
    report: desk.ctx.report,
    after: async (ms) => {
      pauses.push(ms);
      await new Promise((resolve) => setImmediate(resolve));
    },
  });
  onTestFinished(() => socket.close());
  const connected = (n: number) => desk.double.until(() => desk.double.socket.connections() >= n);
  await connected(2);
  await expect.poll(() => socket.check()).toEqual({ ok: true });
  return { desk, socket, connected, pauses };
}

it('a click over Socket Mode decides', async () => {
  const { desk } = await aSocketDesk();
  const id = await desk.asked();
  expect(await desk.press(id, 'U0ADA')).toMatchObject({ ok: true });
  expect(await desk.statusOf(id)).toBe('approved');
});

it('commands, forms and events come that way too', async () => {
  const { desk } = await aSocketDesk();
  const id = await desk.asked();
  await desk.double.event({ type: 'app_home_opened', user: 'U0ADA', tab: 'home' });
  await desk.double.until(() => desk.double.homes('U0ADA') !== undefined);
  const command = { user: 'U0ADA', channel: CHANNEL, command: '/countersign', text: 'list' };
  const answer = await desk.double.command(command);
  expect(answer).toMatchObject({ ok: true, body: { response_type: 'ephemeral' } });
  await desk.press(id, 'U0ADA', 'reject');
  const values = { reason: { text: '' } };
  const refused = await desk.double.submitView({ user: 'U0ADA', values, force: true });
  expect(refused.body).toMatchObject({ response_action: 'errors' });
});

it('a replayed envelope counts once', async () => {
  const { desk } = await aSocketDesk();
  const id = await desk.asked();
  const click = await desk.press(id, 'U0ADA');
  await desk.double.redeliver(click);
  expect(await desk.votesOf(id)).toHaveLength(1);
});

it('no click is lost while Slack announces the end of the connections', async () => {
  const { desk, connected } = await aSocketDesk();
  const ids = [await desk.asked(), await desk.asked(), await desk.asked(), await desk.asked()];
  desk.double.socket.warn();
  const clicks = await Promise.all(ids.map((id) => desk.press(id, 'U0ADA')));
  expect(clicks.map(({ ok }) => ok)).toEqual([true, true, true, true]);
  // The old connections stay until Slack closes them; the new ones are there before that.
  await connected(4);
});

it('connections that Slack closes are opened again', async () => {
  const { desk, connected } = await aSocketDesk();
  const id = await desk.asked();
  desk.double.socket.disconnect('refresh_requested');
  await connected(2);
  expect(await desk.press(id, 'U0ADA')).toMatchObject({ ok: true });
  expect(await desk.statusOf(id)).toBe('approved');
});

it('survives app_rate_limited', async () => {
  const { desk } = await aSocketDesk();
  const id = await desk.asked();
  expect(await desk.double.socket.rateLimited()).toMatchObject({ ok: true });
  expect(desk.reports.some(({ message }) => message.includes('too many'))).toBe(true);
  await desk.press(id, 'U0ADA');
  expect(await desk.statusOf(id)).toBe('approved');
});

it('survives invalid_auth at the reconnection, reports unhealthy, and comes back', async () => {
  const { desk, socket, connected } = await aSocketDesk();
  const method = 'apps.connections.open';
  desk.double.fail({ method, times: 1_000, with: { kind: 'error', error: 'invalid_auth' } });
  desk.double.socket.disconnect('refresh_requested');
  await expect
    .poll(() => socket.check())
    .toMatchObject({
      ok: false,
      reason: expect.stringContaining('invalid_auth') as string,
    });
  desk.double.clearFaults();
  await connected(2);
  await expect.poll(() => socket.check()).toEqual({ ok: true });
});

it('reports unhealthy when Socket Mode is turned off', async () => {
  const { desk, socket } = await aSocketDesk();
  const method = 'apps.connections.open';
  desk.double.fail({ method, times: 1_000, with: { kind: 'http', status: 503 } });
  desk.double.socket.disconnect('link_disabled');
  await expect.poll(async () => (await socket.check()).ok).toBe(false);
});

it('waits longer from failure to failure', async () => {
  const { desk, pauses } = await aSocketDesk();
  pauses.length = 0;
  const method = 'apps.connections.open';
  desk.double.fail({ method, times: 1_000, with: { kind: 'ratelimited', retryAfter: 30 } });
  desk.double.socket.disconnect('refresh_requested');
  await expect.poll(() => pauses.filter((ms) => ms >= 30_000).length).toBeGreaterThan(1);
});
