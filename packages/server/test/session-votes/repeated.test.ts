import { expect, it } from 'vitest';
import { aHall } from './hall.ts';

const two = {
  stages: [{ name: 'release', quorum: 2, groups: ['releasers'], reject: { quorum: 2 } }],
};

const named = (key: string) => ({ 'idempotency-key': key });

it('the same vote again is answered as the first time, and changes nothing', async () => {
  const hall = await aHall({ rule: two });
  const id = await hall.ask();
  const browser = await hall.signedIn('ada');
  const first = await hall.vote(browser, id, { vote: 'approve' });
  const again = await hall.vote(browser, id, { vote: 'approve' });
  expect([again.status, again.body]).toEqual([200, first.body]);
  expect(await hall.votesOf(id)).toHaveLength(1);
  expect(await hall.refusalsOf(id)).toEqual([]);
});

it('so is one with words that nobody can see, which are none', async () => {
  const hall = await aHall({ rule: two });
  const id = await hall.ask();
  const browser = await hall.signedIn('ada');
  const blank = { vote: 'approve', comment: '\u200B' } as const;
  const first = await hall.vote(browser, id, blank);
  const again = await hall.vote(browser, id, blank);
  expect([again.status, again.body]).toEqual([200, first.body]);
  expect(await hall.refusalsOf(id)).toEqual([]);
});

it('so is the one that decided, whose answer was lost', async () => {
  const hall = await aHall();
  const id = await hall.ask();
  const browser = await hall.signedIn('ada');
  const ballot = { vote: 'approve', stage: 0 } as const;
  await hall.vote(browser, id, ballot);
  const again = await hall.vote(browser, id, ballot);
  expect(again).toMatchObject({ status: 200, body: { status: 'approved' } });
  const other = await hall.vote(browser, id, { vote: 'reject', comment: 'Late.', stage: 0 });
  expect(other).toMatchObject({ status: 409, body: { code: 'already_decided' } });
});

it('of ten at once one counts, and all are answered alike', async () => {
  const hall = await aHall({ rule: two });
  const id = await hall.ask();
  const browser = await hall.signedIn('ada');
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => hall.vote(browser, id, { vote: 'approve' })),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
  expect(await hall.votesOf(id)).toHaveLength(1);
});

it('a rejection with another reason is none that stands already', async () => {
  const hall = await aHall({ rule: two });
  const id = await hall.ask();
  const browser = await hall.signedIn('ada');
  await hall.vote(browser, id, { vote: 'reject', comment: 'One reason.' });
  const again = await hall.vote(browser, id, { vote: 'reject', comment: 'Another.' });
  expect(again).toMatchObject({ status: 409, body: { code: 'already_voted' } });
});

it('a vote may be changed, and who comes late with an earlier one, by its key, changes nothing', async () => {
  const hall = await aHall({ rule: two });
  const id = await hall.ask();
  const browser = await hall.signedIn('ada');
  await hall.vote(browser, id, { vote: 'approve' }, named('one'));
  const changed = await hall.vote(browser, id, { vote: 'reject', comment: 'No.' }, named('two'));
  expect(changed.body.stages[0]).toMatchObject({ approvals: [], rejections: [{}] });
  const late = await hall.vote(browser, id, { vote: 'approve' }, named('one'));
  expect(late).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
  expect((await hall.votesOf(id)).map(({ vote }) => vote)).toEqual(['approve', 'reject']);
});

it('a vote that was refused may be sent again with its key, once what was in the way is gone', async () => {
  const hall = await aHall();
  const id = await hall.ask();
  const browser = await hall.signedIn('ada');
  const method = 'users.info';
  hall.slack.pass(61_000);
  hall.slack.double.fail({ method, times: 1, with: { kind: 'http', status: 500 } });
  const refused = await hall.vote(browser, id, { vote: 'approve' }, named('one'));
  expect(refused).toMatchObject({ status: 503, body: { code: 'lookup_failed' } });
  const again = await hall.vote(browser, id, { vote: 'approve' }, named('one'));
  expect(again.body).toMatchObject({ status: 'approved' });
});

it('a key is its person’s own', async () => {
  const hall = await aHall({ rule: two });
  const id = await hall.ask();
  await hall.vote(await hall.signedIn('ada'), id, { vote: 'approve' }, named('one'));
  const last = await hall.vote(await hall.signedIn('grace'), id, { vote: 'approve' }, named('one'));
  expect(last.body).toMatchObject({ status: 'approved' });
});

it('there is nothing to vote on where there is no request', async () => {
  const hall = await aHall();
  const browser = await hall.signedIn('ada');
  const ballot = { vote: 'approve', digest: `sha256:${'0'.repeat(64)}`, stage: 0 };
  expect(await browser.change('POST', '/v1/requests/req_none/votes', ballot)).toMatchObject({
    status: 404,
    body: { code: 'not_found' },
  });
});
