import { expect, it } from 'vitest';
import { aDesk, textOf } from './desk.ts';

it('does not say that nothing waits where it could not be looked up', async () => {
  const desk = await aDesk();
  await desk.asked();
  desk.pass(120_000);
  for (const method of ['users.info', 'usergroups.users.list']) {
    desk.double.fail({ method, times: 100, with: { kind: 'http', status: 503 } });
  }
  await desk.double.command({
    user: 'U0ADA',
    channel: 'C0RELEASES',
    command: '/countersign',
    text: 'list',
  });
  await desk.double.until(() => desk.notesFor('U0ADA').length > 0);
  expect(textOf(desk.notesFor('U0ADA')[0]?.blocks)).not.toContain('Nothing waits for you');
});
