import { expect, it } from 'vitest';
import { createReferences } from '../../src/chat/teams/references.ts';
import { deployPayments } from '../support/world.ts';
import { ADA, aTeamsDesk, CHANNEL, PRIVATE, TEAM, TENANT } from './desk.ts';

const COMMON = 'https://smba.trafficmanager.net/teams';

function referencesOf(desk: Awaited<ReturnType<typeof aTeamsDesk>>) {
  const { installs } = desk.store;
  return createReferences({ installs, tenants: [TENANT], service: COMMON, now: desk.ctx.now });
}

it('where the app was added is remembered, also by the next process', async () => {
  const desk = await aTeamsDesk();
  expect(await referencesOf(desk).of(CHANNEL)).toEqual({
    serviceUrl: COMMON,
    tenant: TENANT,
    team: null,
  });
  await desk.double.install({ person: ADA, channel: TEAM });
  const { serviceUrl } = desk.double;
  expect(await referencesOf(desk).of(TEAM)).toMatchObject({
    serviceUrl,
    tenant: TENANT,
    team: TEAM,
  });
  expect(await referencesOf(desk).of(CHANNEL)).toMatchObject({ serviceUrl, team: TEAM });
  // Where it is in no team that we know, it is served from the tenant's own region all the same.
  expect(await referencesOf(desk).of(PRIVATE)).toMatchObject({ serviceUrl, team: null });
});

it('an activity that speaks from another region changes nothing of it', async () => {
  const desk = await aTeamsDesk();
  await desk.double.install({ person: ADA, channel: TEAM });
  const id = await desk.asked();
  const elsewhere = desk.double.serviceUrl.replace('/amer/', '/emea/');
  const forge = { claims: { serviceurl: elsewhere }, activity: { serviceUrl: elsewhere } };
  expect(await desk.press(id, ADA, 'approve', { forge })).toMatchObject({ status: 200 });
  await desk.double.say({ person: ADA, text: 'list', forge });
  const { serviceUrl } = desk.double;
  expect(await referencesOf(desk).of(TEAM)).toMatchObject({ serviceUrl });
  expect(await referencesOf(desk).of(CHANNEL)).toMatchObject({ serviceUrl });
});

it('an installation by a forged activity is none', async () => {
  const desk = await aTeamsDesk();
  const forge = { key: 'unknown' as const };
  await desk.double.install({ person: ADA, channel: TEAM, forge });
  expect(await referencesOf(desk).of(TEAM)).toMatchObject({ serviceUrl: COMMON });
});

it('where the app was removed the operator is told, and posting says what to do', async () => {
  const desk = await aTeamsDesk();
  await desk.double.install({ person: ADA, channel: TEAM });
  await desk.double.uninstall({ person: ADA, channel: TEAM });
  expect(desk.reportsOf('warn').map(({ message }) => message)).toContain(
    'Countersign was removed in Teams.',
  );
  const id = await desk.submit(deployPayments);
  await desk.deliverAll();
  const [card] = (await desk.store.requests.get(id))?.cards ?? [];
  expect(card?.unavailable).toContain('add the app');
});

it('a channel that is made later is one more place', async () => {
  const desk = await aTeamsDesk();
  await desk.double.install({ person: ADA, channel: TEAM });
  const later = '19:later@thread.tacv2';
  await desk.double.send({
    person: ADA,
    conversation: TEAM,
    activity: {
      type: 'conversationUpdate',
      channelData: {
        tenant: { id: TENANT },
        team: { id: TEAM },
        channel: { id: later },
        eventType: 'channelCreated',
      },
    },
  });
  expect(await referencesOf(desk).of(later)).toMatchObject({ team: TEAM });
});
