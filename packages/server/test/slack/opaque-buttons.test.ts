import { expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import { aDesk, CHANNEL } from './desk.ts';

const vault = { ...deployPayments, resource: 'vault' };

it('a button carries an opaque id and nothing else', async () => {
  const desk = await aDesk();
  const id = await desk.asked();
  const card = await desk.cardOf(id);
  const { blocks } = await desk.shown(id);
  const values = blocks.flatMap(({ elements }) =>
    Array.isArray(elements) ? elements.map((element: { value?: string }) => element.value) : [],
  );
  expect(values.filter((value) => value !== undefined)).toEqual([card.control, card.control]);
  expect(card.control).not.toContain(id);
});

it.each(['ctl_00000000', 'approve', '{"request":"1"}', 'x'.repeat(2_000)])(
  'a made-up value (%.20s) decides nothing',
  async (value) => {
    const desk = await aDesk();
    const id = await desk.asked();
    const { message } = await desk.cardOf(id);
    await desk.double.click({
      user: 'U0ADA',
      channel: CHANNEL,
      ts: message,
      actionId: 'approve',
      value,
      force: true,
    });
    expect(await desk.statusOf(id)).toBe('pending');
  },
);

it('the id of the request is no control', async () => {
  const desk = await aDesk();
  const id = await desk.asked();
  const { message } = await desk.cardOf(id);
  await desk.double.click({
    user: 'U0ADA',
    channel: CHANNEL,
    ts: message,
    actionId: 'approve',
    value: id,
    force: true,
  });
  expect(await desk.votesOf(id)).toEqual([]);
});

it('a genuine value in another channel is refused', async () => {
  const desk = await aDesk();
  const id = await desk.asked();
  const { control, message } = await desk.cardOf(id);
  await desk.double.click({
    user: 'U0ADA',
    channel: 'C0OTHER',
    ts: message,
    actionId: 'approve',
    value: control,
    force: true,
  });
  expect(await desk.votesOf(id)).toEqual([]);
  expect(await desk.refusalsOf(id)).toEqual(['stale_card']);
});

it('a genuine value on another message is refused', async () => {
  const desk = await aDesk();
  const id = await desk.asked();
  const { control } = await desk.cardOf(id);
  await desk.double.click({
    user: 'U0ADA',
    channel: CHANNEL,
    ts: '1700000000.000100',
    actionId: 'approve',
    value: control,
    force: true,
  });
  expect(await desk.votesOf(id)).toEqual([]);
});

it('the button of a stage that is over is refused', async () => {
  const desk = await aDesk();
  const id = await desk.asked(vault);
  const { control, message } = await desk.cardOf(id);
  await desk.press(id, 'U0ADA');
  await desk.double.click({
    user: 'U0GRACE',
    channel: CHANNEL,
    ts: message,
    actionId: 'approve',
    value: control,
    force: true,
  });
  expect(await desk.votesOf(id)).toHaveLength(1);
  expect(await desk.refusalsOf(id)).toEqual(['stale_card']);
});
