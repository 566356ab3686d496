import { tellStory } from '@countersign/core/log/story';
import { requestView } from '@countersign/core/wire/request-view';
import { expect, it } from 'vitest';
import { textOf } from '../slack/desk.ts';
import { aHall } from './hall.ts';

it('an approval by a session decides as a click does: card, thread, log, metrics', async () => {
  const hall = await aHall();
  const { slack } = hall;
  const id = await hall.ask();
  const browser = await hall.signedIn('ada');
  const { status, body } = await hall.vote(browser, id, { vote: 'approve' });
  expect(status).toBe(200);
  const view = requestView.parse(body);
  expect(view).toMatchObject({ status: 'approved', decision: { by: [{ id: 'ada' }] } });

  await slack.deliverAll();
  const card = await slack.shown(id);
  expect(textOf(card.blocks)).toContain('Approved by Ada');
  expect(card.blocks.map(({ type }) => type)).not.toContain('actions');
  const thread = slack.double.messages('C0RELEASES').map(({ text }) => text);
  expect(thread.join('\n')).toContain('Ada approved.');

  const [session] = await slack.store.sessions.of('ada', slack.ctx.now());
  const via = {
    platform: 'session',
    kind: 'api',
    team: hall.provider.issuer,
    user: 'ada',
    accounts: [{ platform: 'slack', user: 'U0ADA' }],
  };
  expect(await hall.bodiesOf(id, 'request.voted')).toMatchObject([
    { person: 'ada', groups: ['releasers'], stage: 0, via: { ...via, session: session?.id } },
  ]);
  expect(tellStory(await slack.entries(id))).toMatchObject({
    decision: { outcome: 'approved' },
    votes: [{ person: 'ada', vote: 'approve', stage: 0, via: 'session' }],
  });
  const metrics = (await browser.get('/metrics')).body;
  expect(metrics).toMatch(/^countersign_votes_total\{[^}]*approve[^}]*\} 1$/mu);
  expect(metrics).toMatch(/^countersign_decision_seconds_count\{platform="session"[^}]*\} 1$/mu);
});

it('a rejection says why, with secrets taken out, and ends it', async () => {
  const hall = await aHall();
  hall.slack.ctx.maskText = async (text) => text.replaceAll('hunter2', '[masked]');
  const id = await hall.ask();
  const browser = await hall.signedIn('ada');
  expect(await hall.vote(browser, id, { vote: 'reject' })).toMatchObject({
    status: 422,
    body: { code: 'reason_required' },
  });
  const ended = await hall.vote(browser, id, { vote: 'reject', comment: 'hunter2 is in it' });
  expect(ended.body).toMatchObject({
    status: 'rejected',
    decision: { reason: '[masked] is in it' },
  });
  await hall.slack.deliverAll();
  expect(JSON.stringify(hall.slack.double.messages('C0RELEASES'))).not.toContain('hunter2');
});
