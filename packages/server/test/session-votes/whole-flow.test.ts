import { expect, it } from 'vitest';
import { aDesk as aSignInDesk, person } from '../people/desk.ts';
import { aProvider, PUBLIC_URL } from '../people/provider.ts';
import { withSessions } from '../../src/identity/people/with-sessions.ts';
import { aDesk as aSlackDesk, textOf } from '../slack/desk.ts';
import { inSlackAs } from './hall.ts';

/** A bot asks, people sign in at a real provider, read, and decide; the evidence tells of it. */
it('from the sign-in to the evidence', async () => {
  const provider = await aProvider({
    'sub-ada': { groups: ['release-managers'] },
    'sub-grace': { groups: ['auditors'] },
  });
  const slack = await aSlackDesk({ metadataEvents: false });
  const people = [
    person('ada', 'Ada', {
      slack: ['U0ADA'],
      logins: [{ issuer: provider.issuer, subject: 'sub-ada' }],
    }),
    person('grace', 'Grace', {
      slack: ['U0GRACE'],
      logins: [{ issuer: provider.issuer, subject: 'sub-grace' }],
    }),
  ];
  const { directory, double, ctx } = slack;
  const inSlack = inSlackAs(people, { team: double.workspace.team.id, directory });
  ctx.people = withSessions(inSlack.people, { people, listed: [inSlack.listed] });
  const roles = {
    approver: { people: [], groups: ['release-managers'] },
    auditor: { people: [], groups: ['auditors'] },
  };
  const signIn = { scopes: ['openid', 'groups'] };
  const desk = await aSignInDesk(provider, { people, roles, signIn }, slack);
  const asked = await desk.api.call('POST', '/v1/requests', {
    body: { action: 'deploy', resource: 'payments-api', environment: 'production' },
  });
  const path = `/v1/requests/${asked.body.id}`;
  await slack.deliverAll();

  const ada = desk.browser();
  await ada.signIn(provider, 'sub-ada', path);
  const { body: session } = await ada.get('/v1/session');
  expect(session).toMatchObject({ roles: ['approver'], person: { id: 'ada' } });
  expect(session.permissions).toContain('requests.decide');
  const { body: read } = await ada.get(path);
  expect(read).toMatchObject({ status: 'pending', stages: [{ state: 'open' }] });
  const own = { origin: PUBLIC_URL, 'x-countersign-csrf': session.csrf };
  const ballot = { vote: 'approve', digest: read.digest, stage: 0 };
  const voted = await ada.call('POST', `${path}/votes`, own, ballot);
  expect(voted).toMatchObject({ status: 200, body: { status: 'approved' } });

  await slack.deliverAll();
  expect(textOf((await slack.shown(asked.body.id)).blocks)).toContain('Approved by Ada');
  await desk.api.seal();
  const grace = desk.browser();
  await grace.signIn(provider, 'sub-grace');
  expect(await grace.call('POST', `${path}/votes`, own, ballot)).toMatchObject({ status: 403 });
  const { body: evidence } = await grace.get(`${path}/evidence`);
  const told = JSON.stringify(evidence);
  expect(told).toContain('request.voted');
  expect(told).toContain(session.session.id);
  expect(told).not.toContain('sub-ada');
});
