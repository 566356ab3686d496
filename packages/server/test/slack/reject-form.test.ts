import { expect, it } from 'vitest';
import { aDesk, CHANNEL, textOf, type Desk } from './desk.ts';

function topView(desk: Desk, user: string) {
  return desk.double.views(user).at(-1);
}

it('a rejection needs a reason, and everyone reads it on the card', async () => {
  const desk = await aDesk();
  const id = await desk.asked();
  await desk.press(id, 'U0ADA', 'reject');
  expect(textOf(topView(desk, 'U0ADA')?.blocks)).toContain('deploy payments-api in production');

  const values = { reason: { text: 'The freeze starts <!channel> today.' } };
  expect(await desk.double.submitView({ user: 'U0ADA', values })).toMatchObject({ ok: true });
  expect(topView(desk, 'U0ADA')).toBeUndefined();
  expect(await desk.statusOf(id)).toBe('rejected');

  await desk.deliverAll();
  const card = textOf((await desk.shown(id)).blocks);
  expect(card).toContain('Rejected by Ada Lovelace');
  expect(card).toContain('The freeze starts <!channel> today.');
});

it.each(['', ' ', '\n\t '])('an empty reason (%j) is an error at its field', async (reason) => {
  const desk = await aDesk();
  const id = await desk.asked();
  await desk.press(id, 'U0ADA', 'reject');
  const values = { reason: { text: reason } };
  const delivery = await desk.double.submitView({ user: 'U0ADA', values, force: true });
  expect(delivery).toMatchObject({ ok: true, body: { response_action: 'errors' } });
  expect(topView(desk, 'U0ADA')?.errors).toHaveProperty('reason');
  expect(await desk.statusOf(id)).toBe('pending');
});

it('the form remembers opaque ids only', async () => {
  const desk = await aDesk();
  const id = await desk.asked();
  const { control, message } = await desk.cardOf(id);
  await desk.press(id, 'U0ADA', 'reject');
  const metadata = topView(desk, 'U0ADA')?.private_metadata ?? '';
  expect(metadata.length).toBeLessThan(3_000);
  expect(JSON.parse(metadata)).toEqual({ target: { control }, channel: CHANNEL, message });
});

it('who may not decide gets no form, but the reason why', async () => {
  const desk = await aDesk();
  const id = await desk.asked();
  await desk.press(id, 'U0BYSTANDER', 'reject');
  const view = topView(desk, 'U0BYSTANDER');
  expect(view?.title).toMatchObject({ text: 'Not possible' });
  expect(view?.submit).toBeNull();
  expect(textOf(view?.blocks)).toContain('stage “release” is for releasers');
  expect(await desk.refusalsOf(id)).toEqual(['not_eligible']);
});

it('who could decide at the opening but cannot any more is refused at the sending', async () => {
  const desk = await aDesk();
  const id = await desk.asked();
  await desk.press(id, 'U0ADA', 'reject');
  const group = desk.double.workspace.usergroups.get('S0RELEASE');
  if (group !== undefined) group.users = [];
  await desk.double.event({ type: 'subteam_members_changed', subteam_id: 'S0RELEASE' });
  await desk.double.submitView({ user: 'U0ADA', values: { reason: { text: 'No.' } } });
  expect(await desk.statusOf(id)).toBe('pending');
  expect(textOf(topView(desk, 'U0ADA')?.blocks)).toContain('Nothing was decided');
});

it("somebody else's form decides nothing", async () => {
  const desk = await aDesk();
  const id = await desk.asked();
  await desk.press(id, 'U0ADA', 'reject');
  const view = topView(desk, 'U0ADA');
  if (view === undefined) throw new Error('No form opened.');
  const values = { reason: { text: 'No.' } };
  await desk.double.submitView({ user: 'U0BYSTANDER', view, values, force: true });
  expect(await desk.statusOf(id)).toBe('pending');
  expect(await desk.refusalsOf(id)).toEqual(['not_eligible']);
});

it.each(['', '{}', 'null', '{"target":{"control":1}}', '{"target":{}}', 'x'.repeat(3_000)])(
  'a form with other memories (%.20j) decides nothing',
  async (private_metadata) => {
    const desk = await aDesk();
    const id = await desk.asked();
    await desk.press(id, 'U0ADA', 'reject');
    const view = topView(desk, 'U0ADA');
    if (view === undefined) throw new Error('No form opened.');
    const forged = { ...view, private_metadata };
    const values = { reason: { text: 'No.' } };
    await desk.double.submitView({ user: 'U0ADA', view: forged, values, force: true });
    expect(await desk.statusOf(id)).toBe('pending');
    expect(textOf(topView(desk, 'U0ADA')?.blocks)).toContain('out of date');
  },
);

it('a form that Slack does not let open leaves a note, and nothing is decided', async () => {
  const desk = await aDesk();
  const id = await desk.asked();
  desk.double.fail({ method: 'views.open', with: { kind: 'error', error: 'expired_trigger_id' } });
  expect(await desk.press(id, 'U0ADA', 'reject')).toMatchObject({ ok: true });
  await desk.double.until(() => desk.notesFor('U0ADA').length === 1);
  expect(textOf(desk.notesFor('U0ADA')[0]?.blocks)).toContain('click again');
  expect(await desk.statusOf(id)).toBe('pending');
});
