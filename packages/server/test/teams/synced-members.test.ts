import { expect, it } from 'vitest';
import { aTeamsDesk, CHANNEL } from './desk.ts';

const SYNCED = '2c1a9a5e-6f59-4a57-9d55-0a4b2d1f7e10';
const policy = `
version: 1
groups: { leads: { people: [lise] } }
rules:
  - name: deploys
    match: { action: deploy }
    route: { teams: ['${CHANNEL}'] }
    stages: [{ name: lead, quorum: 1, groups: [leads] }]
`;

/** Cross-tenant synchronisation makes full members of them, with the mail that their own tenant says. */
it('whom another organisation gives the mail of a listed person is not that person', async () => {
  const desk = await aTeamsDesk({ policy });
  const eve = {
    aadObjectId: SYNCED,
    name: 'Eve',
    mail: 'lise@example.com',
    userPrincipalName: 'eve_evil.example#EXT#@example.onmicrosoft.com',
  };
  desk.double.seed({ people: [eve] });
  const id = await desk.asked();
  await desk.double.say({ person: SYNCED, text: `approve ${id}` });
  expect(await desk.statusOf(id)).toBe('pending');
  expect(await desk.refusalsOf(id)).toEqual(['not_eligible']);
});
