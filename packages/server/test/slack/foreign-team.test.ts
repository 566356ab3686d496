import { expect, it } from 'vitest';
import { aDesk, CHANNEL } from './desk.ts';

it('what comes from a team that is not ours is acknowledged and dropped', async () => {
  const desk = await aDesk();
  const id = await desk.asked();
  desk.double.workspace.team.id = 'T0ANOTHER';
  expect(await desk.press(id, 'U0ADA')).toMatchObject({ ok: true, status: 200, body: undefined });
  const command = {
    user: 'U0ADA',
    channel: CHANNEL,
    command: '/countersign',
    text: `approve ${id}`,
  };
  expect(await desk.double.command(command)).toMatchObject({ ok: true, body: undefined });
  const event = { type: 'app_home_opened', user: 'U0ADA', tab: 'home' };
  expect(await desk.double.event(event)).toMatchObject({ ok: true });
  expect(await desk.statusOf(id)).toBe('pending');
  expect(desk.double.homes('U0ADA')).toBeUndefined();
});

it('an org-wide install is known by its enterprise', async () => {
  const desk = await aDesk({
    workspace: {
      enterprise: { id: 'E0ORG', orgInstall: true },
      users: [
        { id: 'U0ADA', real_name: 'Ada Lovelace', team_id: 'E0ORG' },
        { id: 'U0OTHER', team_id: 'T0ELSEWHERE', is_stranger: true },
      ],
      usergroups: [{ id: 'S0RELEASE', users: ['U0ADA', 'U0OTHER'] }],
      channels: [{ id: CHANNEL, members: ['U0ADA', 'U0OTHER'] }],
    },
  });
  const id = await desk.asked();
  await desk.press(id, 'U0OTHER', 'approve', true);

  expect(await desk.refusalsOf(id)).toEqual(['voter_external']);
  await desk.press(id, 'U0ADA');
  expect(await desk.statusOf(id)).toBe('approved');
  expect((await desk.votesOf(id))[0]?.person.id).toBe('slack:E0ORG:U0ADA');
});

it.each([
  [{ type: 'app_uninstalled' }, ['uninstalled']],
  [{ type: 'tokens_revoked', tokens: { oauth: [], bot: ['U0COUNTERSN'] } }, ['token_revoked']],
  [{ type: 'tokens_revoked', tokens: { oauth: ['U0ADA'], bot: [] } }, []],
])('%j is acknowledged, and told of where it concerns us', async (event, removed) => {
  const desk = await aDesk();
  expect(await desk.double.event(event)).toMatchObject({ ok: true });
  expect(desk.removed).toEqual(removed);
});
