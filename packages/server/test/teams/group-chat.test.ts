import { expect, it } from 'vitest';
import { ADA, aTeamsDesk } from './desk.ts';

const group = { id: '19:lunch@thread.v2', conversationType: 'groupChat', isGroup: true };
const forge = { activity: { conversation: group } };

it.each([
  ['list', () => 'list'],
  ['show', (id: string) => `show ${id}`],
])('what somebody asks by %s in a group chat nobody else there reads', async (_, words) => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  await desk.double.say({ person: ADA, text: words(id), forge });
  expect(desk.chatOf(ADA).join()).toContain('deploy payments-api');
  const paths = desk.double.calls().map(({ path }) => path);
  expect(paths.join()).not.toContain('thread.v2');
});
