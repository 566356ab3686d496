import { describe, expect, it } from 'vitest';
import { aHall } from './hall.ts';

const two = { stages: [{ name: 'release', quorum: 2, groups: ['releasers'] }] };

describe('one human', () => {
  it('who clicked in Slack does not count once more by their session', async () => {
    const hall = await aHall({ rule: two });
    const id = await hall.ask();
    await hall.slack.press(id, 'U0ADA');
    const again = await hall.vote(await hall.signedIn('ada'), id, { vote: 'approve' });
    expect(again).toMatchObject({ status: 409, body: { code: 'already_voted' } });
    expect(await hall.statusOf(id)).toBe('pending');
    expect(await hall.votesOf(id)).toHaveLength(1);
  });

  it('who voted by their session does not count once more in Slack', async () => {
    const hall = await aHall({ rule: two });
    const id = await hall.ask();
    await hall.vote(await hall.signedIn('ada'), id, { vote: 'approve' });
    await hall.slack.deliverAll();
    await hall.slack.press(id, 'U0ADA');
    expect(await hall.refusalsOf(id)).toEqual(['already_voted']);
    expect(await hall.statusOf(id)).toBe('pending');
  });

  it('who does both at the same moment counts once', async () => {
    const hall = await aHall({ rule: two });
    const id = await hall.ask();
    const browser = await hall.signedIn('ada');
    await Promise.all([hall.slack.press(id, 'U0ADA'), hall.vote(browser, id, { vote: 'approve' })]);
    expect(await hall.votesOf(id)).toHaveLength(1);
    expect(await hall.statusOf(id)).toBe('pending');
  });

  it('counts once over two sessions', async () => {
    const hall = await aHall({ rule: two });
    const id = await hall.ask();
    for (const browser of [await hall.signedIn('ada'), await hall.signedIn('ada')]) {
      await hall.vote(browser, id, { vote: 'approve' });
    }
    expect(await hall.votesOf(id)).toHaveLength(1);
  });

  it('takes back in Slack what they said by their session, and the other way round', async () => {
    const hall = await aHall({
      rule: { stages: [{ ...two.stages[0], reject: { quorum: 2 } }] },
    });
    const id = await hall.ask();
    const browser = await hall.signedIn('ada');
    await hall.slack.press(id, 'U0ADA');
    const other = await hall.vote(browser, id, { vote: 'reject', comment: 'On second thought.' });
    expect(other.body.stages[0]).toMatchObject({
      approvals: [],
      rejections: [{ person: { id: 'ada' }, comment: 'On second thought.' }],
    });
    await hall.slack.deliverAll();
    await hall.slack.press(id, 'U0ADA');
    expect((await browser.get(`/v1/requests/${id}`)).body.stages[0]).toMatchObject({
      approvals: [{ person: { id: 'ada' } }],
      rejections: [],
    });
  });
});

it('two humans count twice, one by a click and one by a session', async () => {
  const hall = await aHall({ rule: two });
  const id = await hall.ask();
  await hall.slack.press(id, 'U0ADA');
  const last = await hall.vote(await hall.signedIn('grace'), id, { vote: 'approve' });
  expect(last.body).toMatchObject({ status: 'approved' });
});

it('who spoke at an earlier stage by a click does not at a later one by a session', async () => {
  const stages = [
    { name: 'release', quorum: 1, groups: ['releasers'] },
    { name: 'security', quorum: 1, groups: ['security'] },
  ];
  const hall = await aHall({ rule: { stages, separation: { earlier_voters: true } } });
  const id = await hall.ask();
  await hall.slack.press(id, 'U0GRACE');
  const later = await hall.vote(await hall.signedIn('grace'), id, { vote: 'approve' });
  expect(later).toMatchObject({ status: 403, body: { code: 'earlier_voter' } });
});
