import { expect, it } from 'vitest';
import { aDesk } from './desk.ts';

it('the notification of an empty list does not say that something waits', async () => {
  const desk = await aDesk();
  await desk.double.command({
    user: 'U0BYSTANDER',
    channel: 'C0RELEASES',
    command: '/countersign',
    text: 'list',
  });
  await desk.double.until(() => desk.notesFor('U0BYSTANDER').length > 0);
  expect(desk.notesFor('U0BYSTANDER')[0]?.text).toBe('Nothing waits for you.');
});
