import { expect, it } from 'vitest';
import { vault } from '../platforms/requests.ts';
import { aHall } from './hall.ts';

const other = `sha256:${'0'.repeat(64)}`;
const stages = {
  stages: [
    { name: 'release', quorum: 1, groups: ['releasers'] },
    { name: 'security', quorum: 1, groups: ['security'] },
  ],
};

it('a vote on another change than the one that waits decides nothing, and says so', async () => {
  const hall = await aHall();
  const id = await hall.ask();
  const browser = await hall.signedIn('ada');
  for (const vote of ['approve', 'reject'] as const) {
    const ballot = { vote, comment: 'Why.', digest: other };
    expect(await hall.vote(browser, id, ballot)).toMatchObject({
      status: 409,
      body: { code: 'stale_digest', detail: expect.stringContaining('Read the request again') },
    });
  }
  expect(await hall.votesOf(id)).toEqual([]);
  expect(await hall.refusalsOf(id)).toEqual(['stale_digest']);
});

it('so does the digest of another request', async () => {
  const hall = await aHall();
  const [one, two] = [await hall.ask(), await hall.ask(vault)];
  const browser = await hall.signedIn('ada');
  const { digest } = (await browser.get(`/v1/requests/${two}`)).body;
  expect(await hall.vote(browser, one, { vote: 'approve', digest })).toMatchObject({
    body: { code: 'stale_digest' },
  });
});

it('a vote for a stage that has passed, or has yet to come, counts at neither', async () => {
  const hall = await aHall({ rule: stages });
  const id = await hall.ask();
  const browser = await hall.signedIn('grace');
  const early = await hall.vote(browser, id, { vote: 'approve', stage: 1 });
  expect(early).toMatchObject({ status: 409, body: { code: 'stale_stage' } });
  await hall.vote(await hall.signedIn('ada'), id, { vote: 'approve' });
  const late = await hall.vote(browser, id, { vote: 'approve', stage: 0 });
  expect(late).toMatchObject({ body: { code: 'stale_stage' } });
  expect(late.body.detail).toContain('now at “security”, stage 1 counted from 0');
  const now = await hall.vote(browser, id, { vote: 'approve', stage: 1 });
  expect(now.body).toMatchObject({ status: 'approved' });
});

it.each([
  ['no digest', { digest: undefined }],
  ['no stage', { stage: undefined }],
  ['a digest that is none', { digest: 'sha256:1' }],
  ['a stage by its name', { stage: 'release' }],
  ['another vote', { vote: 'abstain' }],
  ['a person', { person: 'grace' }],
  ['a comment without end', { comment: 'x'.repeat(1_001) }],
])('a vote with %s is not taken', async (_, more) => {
  const hall = await aHall();
  const id = await hall.ask();
  const browser = await hall.signedIn('ada');
  const { digest } = (await browser.get(`/v1/requests/${id}`)).body;
  const ballot = { vote: 'approve', digest, stage: 0, ...more };
  const sent = await browser.change('POST', `/v1/requests/${id}/votes`, ballot);
  expect(sent).toMatchObject({ status: 422, body: { code: 'invalid' } });
  expect(await hall.votesOf(id)).toEqual([]);
});
