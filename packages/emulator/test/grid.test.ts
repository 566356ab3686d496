import { expect, it } from 'vitest';
import { buttons, startPair, workspace } from './support/app.ts';
import { clientOf } from './support/clients.ts';

const enterprise = { id: 'E1GRID', name: 'Grid', orgInstall: true };
const users = [{ id: 'U1ADA', name: 'ada', team_id: 'E1GRID' }];

async function grid() {
  return startPair({ workspace: { ...workspace, users, enterprise } });
}

it('sends an org-wide install no team but its enterprise', async () => {
  const { app, double } = await grid();
  const { ts = '' } = await clientOf(double).chat.postMessage({
    channel: 'C1OPS',
    text: 'x',
    blocks: buttons,
  });
  await double.click({ user: 'U1ADA', channel: 'C1OPS', ts, actionId: 'approve' });
  expect(app.received[0]?.payload).toMatchObject({
    team: null,
    enterprise: { id: 'E1GRID', name: 'Grid' },
    is_enterprise_install: true,
    user: { team_id: 'E1GRID' },
  });
});

it('marks commands and events of an org-wide install', async () => {
  const { app, double } = await grid();
  await double.command({ user: 'U1ADA', channel: 'C1OPS', command: '/countersign' });
  await double.event({ type: 'app_home_opened' });
  expect(app.received.map(({ payload }) => payload)).toMatchObject([
    { is_enterprise_install: 'true', enterprise_id: 'E1GRID' },
    { authorizations: [{ enterprise_id: 'E1GRID', team_id: null, is_enterprise_install: true }] },
  ]);
});

it('answers as such to auth.test and users.info', async () => {
  const { double } = await grid();
  const client = clientOf(double);
  expect(await client.auth.test()).toMatchObject({
    is_enterprise_install: true,
    enterprise_id: 'E1GRID',
  });
  const { user } = await client.users.info({ user: 'U1ADA' });
  expect(user?.enterprise_user).toMatchObject({ id: 'U1ADA', enterprise_id: 'E1GRID' });
});
