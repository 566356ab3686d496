import { expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import { aDesk, CHANNEL, textOf, type Desk } from '../slack/desk.ts';

const lines = Array.from({ length: 400 }, (_, n) => `+line ${n}\n`).join('');
const diff = `--- a/x.txt\n+++ b/x.txt\n@@ -0,0 +1,400 @@\n${lines}`;
const big = { ...deployPayments, change: { ...deployPayments.change, diff } };

const cases = [
  ['a change too large for its card', (desk: Desk) => desk.asked(big)],
  [
    'a change with secrets taken out',
    (desk: Desk) => {
      const masked = [{ rule: 'password', count: 1 }];
      desk.ctx.mask = async (submission) => ({ submission, masked });
      return desk.asked();
    },
  ],
] as const;

async function say(desk: Desk, user: string, text: string) {
  const before = desk.notesFor(user).length;
  await desk.double.command({ user, channel: CHANNEL, command: '/countersign', text });
  await desk.double.until(() => desk.notesFor(user).length > before);
  return desk.notesFor(user).at(-1)?.blocks;
}

it.each(cases)('%s is not approved by a command, which leads to its card', async (_, ask) => {
  const desk = await aDesk();
  const id = await ask(desk);
  const slack = desk.ctx.chats.get('slack');
  if (slack) desk.ctx.chats.set('slack', { ...slack, link: () => 'https://slack.example/card' });
  const answer = await say(desk, 'U0ADA', `approve ${id}`);
  expect(textOf(answer)).toContain('use Review… on its card');
  expect(JSON.stringify(answer)).toContain('"url":"https://slack.example/card"');
  expect(await desk.statusOf(id)).toBe('pending');
  expect(await desk.refusalsOf(id)).toEqual(['review_required']);
});

it.each(cases)('%s is not approved by a forged or left over Approve', async (_, ask) => {
  const desk = await aDesk();
  const id = await ask(desk);
  const { control, channel, message } = await desk.cardOf(id);
  const click = { user: 'U0ADA', channel, ts: message, actionId: 'approve', value: control };
  await desk.double.click({ ...click, force: true });
  expect(await desk.statusOf(id)).toBe('pending');
  expect(await desk.refusalsOf(id)).toEqual(['review_required']);
});

it.each(cases)('%s is approved from App Home only with the tick', async (_, ask) => {
  const desk = await aDesk();
  const id = await ask(desk);
  await desk.double.event({ type: 'app_home_opened', user: 'U0ADA', tab: 'home' });
  await desk.double.clickInHome({ user: 'U0ADA', actionId: 'home.review' });
  await desk.double.submitView({ user: 'U0ADA', values: {}, force: true });
  expect(await desk.statusOf(id)).toBe('pending');
  await desk.double.submitView({ user: 'U0ADA', values: { read: { tick: ['read'] } } });
  expect(await desk.statusOf(id)).toBe('approved');
});

it.each(cases)('%s can still be rejected by a command', async (_, ask) => {
  const desk = await aDesk();
  const id = await ask(desk);
  await say(desk, 'U0ADA', `reject ${id} too much at once`);
  expect(await desk.statusOf(id)).toBe('rejected');
});
