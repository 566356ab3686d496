import { expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import { aDesk } from '../slack/desk.ts';

/** She is in both groups: what she was asked for was the release, not the word of security. */
it('a form opened in App Home counts for the stage that it was opened for, and no other', async () => {
  const desk = await aDesk();
  const id = await desk.asked({ ...deployPayments, resource: 'vault' });
  await desk.double.event({ type: 'app_home_opened', user: 'U0GRACE', tab: 'home' });
  await desk.double.clickInHome({ user: 'U0GRACE', actionId: 'home.review' });
  await desk.press(id, 'U0ADA');
  await desk.double.submitView({ user: 'U0GRACE', values: { read: { tick: ['read'] } } });
  expect((await desk.votesOf(id)).map(({ stage, via }) => [stage, via.user])).toEqual([
    [0, 'U0ADA'],
  ]);
  expect(await desk.refusalsOf(id)).toEqual(['stale_stage']);
});
