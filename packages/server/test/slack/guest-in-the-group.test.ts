import { expect, it } from 'vitest';
import { aDesk } from './desk.ts';

it.each([
  ['a guest', 'U0GUEST'],
  ['a bot', 'U0BOT'],
  ['somebody deactivated', 'U0GONE'],
])('a user group with %s in it is not mentioned as a whole', async (_who, other) => {
  const desk = await aDesk();
  const group = desk.double.workspace.usergroups.get('S0RELEASE');
  if (group) group.users = ['U0ADA', other];
  const card = await desk.shown(await desk.asked());
  expect(JSON.stringify(card.blocks)).toContain('"user_id":"U0ADA"');
  expect(JSON.stringify(card.blocks)).not.toContain('"usergroup_id":"S0RELEASE"');
});
