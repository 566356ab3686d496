import { describe, expect, it } from 'vitest';
import { answerJson, startPair } from './support/app.ts';
import { call, clientOf } from './support/clients.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const modal = {
  type: 'modal' as const,
  callback_id: 'reject',
  private_metadata: 'request-7',
  title: plain('Reject'),
  submit: plain('Reject'),
  notify_on_close: true,
  blocks: [
    {
      type: 'input' as const,
      block_id: 'why',
      label: plain('Reason'),
      element: { type: 'plain_text_input' as const, action_id: 'reason', max_length: 20 },
    },
  ],
};
const reason = (text: string) => ({ why: { reason: text } });

/** A person asks for a modal; the clock is still until it is moved. */
async function asked() {
  const clock = { now: Date.UTC(2026, 0, 1) };
  const { app, double } = await startPair({ now: () => clock.now });
  const trigger = async () => {
    await double.command({ user: 'U1ADA', channel: 'C1OPS', command: '/countersign' });
    return String(app.received.at(-1)?.payload['trigger_id']);
  };
  const client = clientOf(double);
  const open = async () => client.views.open({ trigger_id: await trigger(), view: modal });
  return { app, double, client, clock, trigger, open };
}

describe('opening', () => {
  it('shows the modal to the person who acted', async () => {
    const { double, open } = await asked();
    const opened = await open();
    expect(double.views('U1ADA')).toMatchObject([
      { id: opened.view?.id, private_metadata: 'request-7', state: { values: {} } },
    ]);
    expect(double.views('U2BOB')).toEqual([]);
  });

  it.each([
    ['expired_trigger_id', 3001],
    ['exchanged_trigger_id', 0],
  ])('ends in %s', async (error, later) => {
    const { double, clock, trigger } = await asked();
    const args = { trigger_id: await trigger(), view: JSON.stringify(modal) };
    if (later === 0) await call(double, 'views.open', args);
    clock.now += later;
    expect((await call(double, 'views.open', args)).answer).toMatchObject({ ok: false, error });
  });

  it('refuses a trigger that never was, and a view that breaks a limit', async () => {
    const { double, trigger } = await asked();
    const view = JSON.stringify(modal);
    const forged = await call(double, 'views.open', { trigger_id: '1.2.f', view });
    expect(forged.answer).toMatchObject({ error: 'invalid_trigger_id' });
    const long = JSON.stringify({ ...modal, title: plain('x'.repeat(25)) });
    const args = { trigger_id: await trigger(), view: long };
    const { answer } = await call(double, 'views.open', args);
    expect(answer).toMatchObject({ error: 'invalid_arguments' });
    expect(JSON.stringify(answer)).toContain('[json-pointer:/view/title/text]');
  });

  it('stacks three views at most', async () => {
    const { double, client, open, trigger } = await asked();
    await open();
    for (let i = 0; i < 2; i += 1) {
      await client.views.push({ trigger_id: await trigger(), view: modal });
    }
    expect(double.views('U1ADA')).toHaveLength(3);
    const args = { trigger_id: await trigger(), view: JSON.stringify(modal) };
    expect((await call(double, 'views.push', args)).answer).toMatchObject({
      error: 'push_limit_reached',
    });
  });
});

describe('updating', () => {
  it('wants the hash of the view that is shown, where one is given', async () => {
    const { double, client, open } = await asked();
    const { view } = await open();
    const { id = '', hash = '' } = view ?? {};
    const next = { ...modal, title: plain('Next') };
    await client.views.update({ view_id: id, hash, view: next });
    expect(double.views('U1ADA')).toMatchObject([{ id, title: { text: 'Next' } }]);
    const stale = { view_id: id, hash, view: JSON.stringify(modal) };
    expect((await call(double, 'views.update', stale)).answer).toMatchObject({
      error: 'hash_conflict',
    });
  });

  it('finds no view that was closed', async () => {
    const { double, open } = await asked();
    const { view } = await open();
    await double.closeView({ user: 'U1ADA' });
    const args = { view_id: view?.id ?? '', view: JSON.stringify(modal) };
    expect((await call(double, 'views.update', args)).answer).toMatchObject({ error: 'not_found' });
  });
});

describe('submitting', () => {
  it('brings what was typed and closes the modal', async () => {
    const { app, double, open } = await asked();
    await open();
    await double.submitView({ user: 'U1ADA', values: reason('too late') });
    expect(app.received.at(-1)?.payload).toMatchObject({
      type: 'view_submission',
      user: { id: 'U1ADA' },
      view: {
        callback_id: 'reject',
        private_metadata: 'request-7',
        state: { values: { why: { reason: { type: 'plain_text_input', value: 'too late' } } } },
      },
    });
    expect(double.views('U1ADA')).toEqual([]);
  });

  it('is held back by the client for an empty or too long input', async () => {
    const { double, open } = await asked();
    await open();
    const submit = (values: ReturnType<typeof reason>, force = false) =>
      double.submitView({ user: 'U1ADA', values, force });
    await expect(submit(reason(''))).rejects.toThrow('why is required.');
    await expect(submit(reason('x'.repeat(21)))).rejects.toThrow('why is too long.');
    expect(await submit(reason(''), true)).toMatchObject({ ok: true });
  });

  it('keeps the modal open with the errors of the app', async () => {
    const { app, double, open } = await asked();
    await open();
    app.answerWith(answerJson({ response_action: 'errors', errors: { why: 'Say more' } }));
    const delivery = await double.submitView({ user: 'U1ADA', values: reason(' ') });
    expect(delivery).toMatchObject({ ok: true, body: { response_action: 'errors' } });
    expect(double.views('U1ADA')).toMatchObject([{ errors: { why: 'Say more' } }]);
  });

  it.each([
    ['errors for a block that is not there', { response_action: 'errors', errors: { no: 'x' } }],
    ['an unknown action', { response_action: 'explode' }],
    ['a broken view', { response_action: 'update', view: { type: 'modal' } }],
  ])('fails for the person on %s', async (_name, body) => {
    const { app, double, open } = await asked();
    await open();
    app.answerWith(answerJson(body));
    const delivery = await double.submitView({ user: 'U1ADA', values: reason('x') });
    expect(delivery.ok).toBe(false);
    expect(double.views('U1ADA')).toHaveLength(1);
  });

  it('replaces, stacks or clears as the app answers', async () => {
    const { app, double, open } = await asked();
    await open();
    const submit = () => double.submitView({ user: 'U1ADA', values: reason('x') });
    const next = { ...modal, title: plain('Next') };
    app.answerWith(answerJson({ response_action: 'update', view: next }));
    await submit();
    expect(double.views('U1ADA')).toMatchObject([{ title: { text: 'Next' } }]);
    app.answerWith(answerJson({ response_action: 'push', view: modal }));
    await submit();
    expect(double.views('U1ADA')).toHaveLength(2);
    app.answerWith(answerJson({ response_action: 'clear' }));
    await submit();
    expect(double.views('U1ADA')).toEqual([]);
  });

  it('can be forged from a view that somebody else has open', async () => {
    const { app, double, open } = await asked();
    await open();
    const [view] = double.views('U1ADA');
    if (view === undefined) throw new Error('No view was opened.');
    await double.submitView({ user: 'U2BOB', view, values: reason('x'), force: true });
    expect(app.received.at(-1)?.payload).toMatchObject({ user: { id: 'U2BOB' } });
    expect(double.views('U1ADA')).toHaveLength(1);
  });
});

it('tells of a closed modal only those who asked', async () => {
  const { app, double, open } = await asked();
  await open();
  await double.closeView({ user: 'U1ADA' });
  expect(app.received.at(-1)?.payload).toMatchObject({ type: 'view_closed' });
});

it('publishes a Home tab, whose buttons work', async () => {
  const { app, double, client } = await asked();
  const button = { type: 'button' as const, action_id: 'refresh', text: plain('Refresh') };
  const blocks = [{ type: 'actions' as const, elements: [button] }];
  await client.views.publish({ user_id: 'U1ADA', view: { type: 'home', blocks } });
  expect(double.homes('U1ADA')).toMatchObject({ type: 'home' });
  await double.clickInHome({ user: 'U1ADA', actionId: 'refresh' });
  expect(app.received.at(-1)?.payload).toMatchObject({
    container: { type: 'view' },
    actions: [{ action_id: 'refresh' }],
  });
});
