import { describe, expect, it } from 'vitest';
import { buttons, startPair } from './support/app.ts';
import { clientOf } from './support/clients.ts';

async function card(channel = 'C1OPS', options: Parameters<typeof startPair>[0] = {}) {
  const { app, double } = await startPair(options);
  const client = clientOf(double);
  const { ts = '' } = await client.chat.postMessage({ channel, text: 'Deploy?', blocks: buttons });
  return { app, double, client, press: { channel, ts, actionId: 'approve' } };
}

const entry = (value: string) => ({ text: { type: 'plain_text' as const, text: value }, value });

describe('a click', () => {
  it('says who pressed what, where', async () => {
    const { app, double, press } = await card();
    await double.click({ user: 'U1ADA', ...press });
    expect(app.received[0]?.payload).toMatchObject({
      type: 'block_actions',
      user: { id: 'U1ADA', username: 'ada', team_id: 'T0EMULATED' },
      api_app_id: double.workspace.app.id,
      team: { id: 'T0EMULATED', domain: 'emulated' },
      enterprise: null,
      is_enterprise_install: false,
      container: {
        type: 'message',
        message_ts: press.ts,
        channel_id: 'C1OPS',
        is_ephemeral: false,
      },
      channel: { id: 'C1OPS', name: 'ops' },
      message: { ts: press.ts, text: 'Deploy?', bot_id: double.workspace.app.botId },
      response_url: expect.stringContaining(`${double.url}/actions/T0EMULATED/`),
      trigger_id: expect.stringMatching(/^\d+\.\d+\.[0-9a-f]+$/),
      actions: [{ type: 'button', action_id: 'approve', block_id: 'decide', value: 'opaque-1' }],
    });
  });

  it('on an entry of a menu says which', async () => {
    const { app, double, client } = await card();
    const more = { type: 'overflow' as const, action_id: 'more', options: ['a', 'b'].map(entry) };
    const blocks = [{ type: 'actions' as const, elements: [more] }];
    const channel = 'C1OPS';
    const { ts = '' } = await client.chat.postMessage({ channel, text: 'More?', blocks });
    await double.click({ user: 'U1ADA', channel, ts, actionId: 'more' });
    await double.click({ user: 'U1ADA', channel, ts, actionId: 'more', value: 'b' });
    const chosen = app.received.map(({ payload }) => payload['actions']);
    expect(chosen).toMatchObject([
      [{ type: 'overflow', action_id: 'more', selected_option: entry('a') }],
      [{ type: 'overflow', action_id: 'more', selected_option: entry('b') }],
    ]);
    expect(chosen[0]).not.toMatchObject([{ value: 'a' }]);
  });

  it.each(['U3GUEST', 'U5GONE', 'U9NOBODY'])('is not possible for %s', async (user) => {
    const { app, double, press } = await card();
    await expect(double.click({ user, ...press })).rejects.toThrow(user);
    expect(app.received).toEqual([]);
  });

  it('comes from a stranger in a shared channel with the team of the stranger', async () => {
    const { app, double, press } = await card();
    await double.click({ user: 'U4OTHER', ...press });
    expect(app.received[0]?.payload).toMatchObject({
      user: { id: 'U4OTHER', team_id: 'T0OTHER' },
      team: { id: 'T0EMULATED' },
    });
  });

  it('is not possible in a private channel from outside', async () => {
    const { double, press } = await card('G5PRIVATE');
    await expect(double.click({ user: 'U2BOB', ...press })).rejects.toThrow(/can't see/);
  });

  it('is not possible once the buttons are gone, unless it is forged', async () => {
    const { app, double, client, press } = await card();
    await client.chat.update({ channel: press.channel, ts: press.ts, text: 'Approved' });
    await expect(double.click({ user: 'U1ADA', ...press })).rejects.toThrow(/sees no approve/);
    const forged = { user: 'U3GUEST', ...press, value: 'guessed', force: true };
    expect(await double.click(forged)).toMatchObject({ ok: true });
    expect(app.received[0]?.payload).toMatchObject({
      user: { id: 'U3GUEST' },
      actions: [{ value: 'guessed' }],
    });
  });

  it('on an ephemeral is its addressee’s alone', async () => {
    const { app, double, client } = await card();
    const { message_ts: ts = '' } = await client.chat.postEphemeral({
      channel: 'C1OPS',
      user: 'U1ADA',
      text: 'Sure?',
      blocks: buttons,
    });
    const press = { channel: 'C1OPS', ts, actionId: 'approve' };
    await expect(double.click({ user: 'U2BOB', ...press })).rejects.toThrow(/sees no approve/);
    await double.click({ user: 'U1ADA', ...press });
    expect(app.received[0]?.payload).toMatchObject({ container: { is_ephemeral: true } });
    expect(app.received[0]?.payload).not.toHaveProperty('message');
  });

  it('can be delivered again, byte for byte', async () => {
    const { app, double, press } = await card();
    const first = await double.click({ user: 'U1ADA', ...press });
    await double.redeliver(first);
    const [one, two] = app.received;
    expect(two?.body).toBe(one?.body);
    expect(two?.headers['x-slack-signature']).toBe(one?.headers['x-slack-signature']);
  });

  it('tells the person when the app is late', async () => {
    const { app, double, press } = await card('C1OPS', { ackTimeoutMs: 100 });
    app.answerWith(() => undefined);
    const pressed = await double.click({ user: 'U1ADA', ...press });
    expect(pressed).toMatchObject({ ok: false, status: 0, timedOut: true });
  });

  it('tells the person when the app is broken or away', async () => {
    const { app, double, press: button } = await card();
    const press = { user: 'U1ADA', ...button };
    app.answerWith((_received, response) => void response.writeHead(500).end());
    expect(await double.click(press)).toMatchObject({ ok: false, status: 500, timedOut: false });
    double.setRequestUrls({ interactivity: 'http://127.0.0.1:1/' });
    expect(await double.click(press)).toMatchObject({ ok: false, error: 'connection_failed' });
  });
});
