import { expect, it } from 'vitest';
import { slackPeople } from '../../src/chat/people.ts';
import { aDesk } from '../slack/desk.ts';

/** The owner confirms another address in Slack, and is no longer joined to her entry by the old one. */
it('an owner who is named by her user id stays behind her bot whatever her address', async () => {
  const desk = await aDesk();
  const olga = { platform: 'slack' as const, team: desk.double.workspace.team.id, user: 'U0OLGA' };
  desk.ctx.people = slackPeople({
    people: [{ id: 'olga', name: 'Olga', emails: ['somewhere@else.example'], accounts: [olga] }],
    install: { team: olga.team, enterprise: null, orgWide: false, url: null },
    directory: desk.directory,
    onFailure: () => {},
  });
  const id = await desk.asked();
  await desk.press(id, 'U0OLGA');
  expect(await desk.statusOf(id)).toBe('pending');
  expect(await desk.refusalsOf(id)).toEqual(['own_request']);
});
