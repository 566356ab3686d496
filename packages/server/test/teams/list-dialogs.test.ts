import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { useRule } from '../platforms/rule.ts';
import {
  ADA,
  aTeamsDesk,
  CHANNEL,
  EMMY,
  GRACE,
  OTHER_CHANNEL,
  RELEASERS,
  textOf,
  type Desk,
} from './desk.ts';
import { deployPayments } from '../support/world.ts';

const small = (resource: string) => ({
  ...deployPayments,
  resource,
  change: { commit: 'abcdef0', summary: `Deploy ${resource}` },
});

let desk: Desk;
let one: string;
let two: string;
beforeEach(async () => {
  desk = await aTeamsDesk({ after: () => new Promise(() => {}) });
  const route = { teams: [CHANNEL] };
  const groups = { releasers: { entra: [RELEASERS] } };
  await useRule(desk, { groups, route, other: route }, { burst: { within: '10m' } });
  [one, two] = [await desk.asked(small('api')), await desk.asked(small('web'))];
});

/** Presses a button of the list, about one of its requests. */
async function press(id: string, person: string, verb: string, more: object = {}) {
  const { channel: conversation, message, control, id: card, stage } = await desk.cardOf(id);
  const data = { countersign: { verb, card, control, stage }, ...more };
  const button = verb === 'approve' ? { verb } : { title: 'Show or reject…' };
  return desk.double.click({ person, conversation, message, ...button, data, force: true });
}

const opens = { msteams: { type: 'task/fetch' } };
const statusOf = async (id: string) => (await desk.store.requests.get(id))?.state.status;
const notices = (person: string) =>
  desk.double
    .notices(person)
    .map(({ text }) => text)
    .join('\n');

describe('a dialog of a list', () => {
  it('keeps what somebody types while the list is edited, and takes it', async () => {
    await press(one, GRACE, 'list_show', opens);
    await press(two, ADA, 'approve');
    await desk.deliverAll();
    expect(textOf(desk.double.dialog(GRACE)?.card)).toContain('Deploy api');
    await desk.double.submitDialog({
      person: GRACE,
      title: 'Reject',
      inputs: { reason: 'Not today.' },
    });
    expect(await statusOf(one)).toBe('rejected');
    expect((await desk.store.requests.get(one))?.state.votes[0]?.comment).toBe('Not today.');
    expect(desk.double.dialog(GRACE)).toBeUndefined();
  });

  it('has buttons that dialogs know, and nothing that refreshes', async () => {
    await press(one, GRACE, 'list_show', opens);
    const card = JSON.stringify(desk.double.dialog(GRACE)?.card);
    expect(card).toContain('Action.Submit');
    expect(card).not.toContain('Action.Execute');
    expect(card).not.toContain('"refresh"');
  });

  it('decides nothing without the reason that it asks for', async () => {
    await press(one, GRACE, 'list_show', opens);
    await desk.double.submitDialog({ person: GRACE, title: 'Reject', force: true });
    expect(notices(GRACE)).toContain('say why you reject it');
    expect(await statusOf(one)).toBe('pending');
  });

  it('lets those read who read along, and only those decide who may', async () => {
    await press(one, EMMY, 'list_show', opens);
    expect(textOf(desk.double.dialog(EMMY)?.card)).toContain('Deploy api');
    expect(JSON.stringify(desk.double.dialog(EMMY)?.card)).not.toContain('Action.');
  });

  it('that an older client asks for as a message is not answered with silence', async () => {
    await press(one, GRACE, 'list_show');
    const chat = desk.double.messages(desk.double.chat(GRACE)).filter(({ via }) => via === 'bot');
    expect(JSON.stringify(chat)).toContain('open its card in Teams');
  });

  it('shows the list anew to whoever asks for one from within the card', async () => {
    const { channel: conversation, message, control, id: card, stage } = await desk.cardOf(one);
    const click = { person: GRACE, conversation, message, verb: 'list_show', force: true };
    const data = { countersign: { verb: 'list_show', card, control, stage } };
    await desk.double.click({ ...click, title: 'Approve', verb: 'approve', data });
    expect(textOf(await desk.shown(one, GRACE))).toContain('2 requests to deploy');
  });

  it('of another channel is not shown', async () => {
    const { control, id: card, stage, message } = await desk.cardOf(one);
    const data = { countersign: { verb: 'list_show', card, control, stage }, ...opens };
    const at = { person: GRACE, conversation: OTHER_CHANNEL, message, title: 'Show', data };
    await desk.double.click({ ...at, legacy: true, force: true });
    expect(notices(GRACE)).toContain('no such card here');
    expect(desk.double.dialog(GRACE)).toBeUndefined();
  });

  it('is answered in time whatever hangs, as dialogs are', async () => {
    const { promise: hangs, resolve: end } = Promise.withResolvers<null>();
    const slow = await aTeamsDesk({
      after: async () => undefined,
      useCases: (real) => ({ ...real, viewCard: () => hangs }),
    });
    // The service waits for what is under way.
    onTestFinished(() => end(null));
    const id = await slow.asked();
    const { channel: conversation, message, control, id: card, stage } = await slow.cardOf(id);
    const data = { countersign: { verb: 'list_show', card, control, stage }, ...opens };
    const at = { person: GRACE, conversation, message, title: 'Show', data };
    const { body } = await slow.double.click({ ...at, legacy: true, force: true });
    expect(body).toMatchObject({
      task: { type: 'message', value: expect.stringContaining('again') },
    });
  });
});
