import { describe, expect, it, onTestFinished } from 'vitest';
import { connectSlackDouble, type StreamEvent } from '../../src/index.ts';
import { answerJson, buttons, startPair } from '../support/app.ts';
import { clientOf } from '../support/clients.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });

async function start() {
  const { app, double } = await startPair({ control: true });
  const client = clientOf(double);
  const post = () =>
    client.chat.postMessage({ channel: 'C1OPS', text: 'Deploy?', blocks: buttons });
  return { app, double, client, post, remote: connectSlackDouble(double.url) };
}

describe('another process', () => {
  it('clicks, and hears how the app took it', async () => {
    const { app, post, remote } = await start();
    const { ts = '' } = await post();
    app.answerWith(answerJson({ text: 'thanks' }));
    const press = { user: 'U1ADA', channel: 'C1OPS', ts, actionId: 'approve' };
    const delivery = await remote.click(press);
    expect(delivery).toMatchObject({ ok: true, status: 200, timedOut: false, id: '1' });
    expect(delivery).not.toHaveProperty('payload');
    expect(app.received[0]?.payload).toMatchObject({ user: { id: 'U1ADA' } });
    await remote.redeliver(delivery);
    expect(app.received[1]?.body).toBe(app.received[0]?.body);
  });

  it('is told in a sentence what a person could not do', async () => {
    const { app, post, remote } = await start();
    const { ts = '' } = await post();
    const press = { user: 'U3GUEST', channel: 'C1OPS', ts, actionId: 'approve' };
    await expect(remote.click(press)).rejects.toThrow("U3GUEST can't see C1OPS.");
    expect(app.received).toEqual([]);
  });

  it('runs commands, fills in views and reads what people see', async () => {
    const { app, client, remote } = await start();
    const command = { user: 'U1ADA', channel: 'C1OPS', command: '/countersign' };
    app.answerWith(answerJson({ text: 'Nothing waits for you.' }));
    expect(await remote.command(command)).toMatchObject({ ok: true });
    expect(await remote.ephemerals()).toMatchObject([{ text: 'Nothing waits for you.' }]);
    const trigger_id = String(app.received[0]?.payload['trigger_id']);
    const element = { type: 'plain_text_input' as const, action_id: 'reason' };
    const block = { type: 'input' as const, block_id: 'why', label: plain('Reason'), element };
    const view = { type: 'modal' as const, title: plain('Reject'), submit: plain('Send') };
    await client.views.open({ trigger_id, view: { ...view, blocks: [block] } });
    app.answerWith(answerJson({ response_action: 'errors', errors: { why: 'No' } }));
    const values = { why: { reason: 'x' } };
    expect(await remote.submitView({ user: 'U1ADA', values })).toMatchObject({ ok: true });
    expect(await remote.views('U1ADA')).toMatchObject([{ errors: { why: 'No' } }]);
    expect(await remote.closeView({ user: 'U1ADA' })).toBeNull();
    expect(await remote.views('U1ADA')).toEqual([]);
  });

  it('reads messages, calls and the workspace', async () => {
    const { post, remote } = await start();
    const { ts = '' } = await post();
    expect(await remote.messages('C1OPS')).toMatchObject([{ ts, text: 'Deploy?' }]);
    expect(await remote.message('C1OPS', ts)).toMatchObject({ blocks: buttons });
    expect(await remote.message('C1OPS', '1.000001')).toBeNull();
    expect(await remote.calls('chat.postMessage')).toMatchObject([{ ok: true }]);
    expect(await remote.calls('chat.update')).toEqual([]);
    expect((await remote.workspace()).users).toContainEqual(
      expect.objectContaining({ id: 'U1ADA', email: 'ada@example.com' }),
    );
    expect(await remote.home('U1ADA')).toBeNull();
    expect(await remote.files()).toEqual([]);
    expect(await remote.connections()).toBe(0);
  });

  it('plans faults, people and settings', async () => {
    const { post, remote } = await start();
    await remote.fail({
      method: 'chat.postMessage',
      with: { kind: 'error', error: 'is_archived' },
    });
    await expect(post()).rejects.toThrow('is_archived');
    await remote.fail({ method: '*', with: { kind: 'http', status: 500 } });
    await remote.clearFaults();
    await remote.setPace(false);
    for (let i = 0; i < 5; i += 1) await post();
    await remote.seed({ users: [{ id: 'U9NEW', name: 'nina' }] });
    expect((await remote.workspace()).users).toContainEqual(
      expect.objectContaining({ id: 'U9NEW', is_restricted: false }),
    );
    await remote.setToken('revoked');
    await expect(post()).rejects.toThrow('token_revoked');
  });

  it('sends events, again where the app was away', async () => {
    const { app, double, remote } = await start();
    await remote.setRequestUrls({ events: 'http://127.0.0.1:1/' });
    expect(await remote.event({ type: 'app_uninstalled' })).toMatchObject({ ok: false, status: 0 });
    expect(await remote.undeliveredEvents()).toMatchObject([
      { event: { type: 'app_uninstalled' } },
    ]);
    double.setRequestUrls({ events: `${app.url}/events` });
    expect(await remote.retryEvents()).toMatchObject([{ ok: true }]);
    expect(await remote.undeliveredEvents()).toEqual([]);
  });

  it('hears of each message as it is posted, edited and deleted', async () => {
    const { client, post, remote } = await start();
    const heard: StreamEvent[] = [];
    const end = await remote.watch((event) => void (event.kind === 'message' && heard.push(event)));
    onTestFinished(end);
    const { ts = '' } = await post();
    await client.chat.update({ channel: 'C1OPS', ts, text: 'Approved' });
    await client.chat.delete({ channel: 'C1OPS', ts });
    await remote.until(() => heard.length === 3);
    expect(heard).toMatchObject([
      { ts, message: { text: 'Deploy?', blocks: buttons } },
      { ts, message: { text: 'Approved' } },
      { ts, channel: 'C1OPS' },
    ]);
    expect(heard[2]).not.toHaveProperty('message');
  });

  it('waits for what it wants to see', async () => {
    const { post, remote } = await start();
    const seen = remote.until(async () => (await remote.messages('C1OPS')).length === 1);
    await post();
    await expect(seen).resolves.toBeUndefined();
    await expect(remote.until(() => false, 20)).rejects.toThrow('within 20 ms');
  });

  it('is told which field it got wrong', async () => {
    const { remote } = await start();
    const wrong = { user: 'U1ADA', channel: 'C1OPS', ts: '1.1', action: 'approve' };
    await expect(remote.click(wrong as never)).rejects.toThrow(/actionId/);
  });
});
