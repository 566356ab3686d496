import { expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import { aDesk } from './desk.ts';

const lines = Array.from({ length: 400 }, (_, n) => `+line ${n}`).join('\n');
const diff = `--- a/x.txt\n+++ b/x.txt\n@@ -0,0 +1,400 @@\n${lines}\n`;
const big = { ...deployPayments, change: { ...deployPayments.change, diff } };

it('a change that Slack does not take holds up no other card of its channel', async () => {
  const desk = await aDesk();
  desk.double.fail({ method: 'upload', times: 1_000, with: { kind: 'http', status: 500 } });
  const first = await desk.asked(big);
  expect((await desk.cardOf(first)).whole).toBe(false);
  const second = await desk.asked({ ...deployPayments, resource: 'web' });
  await desk.press(second, 'U0ADA');
  expect(await desk.statusOf(second)).toBe('approved');
});
