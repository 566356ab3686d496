import { expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import { aDesk, textOf } from './desk.ts';

const lines = Array.from({ length: 400 }, (_, n) => `+line ${n}`).join('\n');
const diff = `--- a/x.txt\n+++ b/x.txt\n@@ -0,0 +1,400 @@\n${lines}\n`;

it('who may not review is told once: in the form, and not in a note besides', async () => {
  const desk = await aDesk();
  const id = await desk.asked({ ...deployPayments, change: { ...deployPayments.change, diff } });
  await desk.press(id, 'U0BYSTANDER', 'review');
  await desk.deliverAll();
  expect(textOf(desk.double.views('U0BYSTANDER').at(-1)?.blocks)).toContain('Nothing was decided');
  expect(desk.notesFor('U0BYSTANDER')).toEqual([]);
});
