import { describe, expect, it } from 'vitest';
import { createMasker } from '../../src/secrets/mask.ts';
import { submissionMasker } from '../../src/secrets/mask-submission.ts';
import { restricted, secretive, WORD } from '../platforms/restricted.ts';
import { deployPayments } from '../support/world.ts';
import { aHall, type Hall, type Who } from './hall.ts';

const unread = { status: 409, body: { code: 'review_required' } };

async function aSecret(more: object = {}) {
  const hall = await aHall({ rule: { ...restricted, ...more }, roles: { viewer: ['emmy'] } });
  const id = await hall.ask(secretive);
  const { digest } = (await hall.slack.store.requests.get(id))?.state ?? {};
  /** Without reading first. */
  const blindly = async (who: Who, more: object = { reviewed: true }) => {
    const browser = await hall.signedIn(who);
    const ballot = { vote: 'approve', digest, stage: 0, ...more };
    return browser.change('POST', `/v1/requests/${id}/votes`, ballot);
  };
  return { hall, id, blindly };
}

const shownTo = async (hall: Hall, id: string) =>
  (await hall.bodiesOf(id, 'details.shown')).map((body) => (body as { person: string }).person);

describe('what is restricted', () => {
  it('is shown to who may decide, logged, and approved by who says that they have read it', async () => {
    const { hall, id } = await aSecret();
    const browser = await hall.signedIn('ada');
    const { body } = await browser.get(`/v1/requests/${id}`);
    for (const said of [`Because of ${WORD}`, `About ${WORD}`, `+${WORD}`, `${WORD}-value`]) {
      expect(JSON.stringify(body)).toContain(JSON.stringify(said).slice(1, -1));
    }
    const account = { platform: 'session', team: hall.provider.issuer, user: 'ada' };
    expect(await hall.bodiesOf(id, 'details.shown')).toMatchObject([
      {
        person: 'ada',
        account,
        kind: 'api',
        whole: true,
        session: expect.stringMatching(/^ses_/u),
      },
    ]);
    expect(await hall.vote(browser, id, { vote: 'approve' })).toMatchObject(unread);
    const vote = await hall.vote(browser, id, { vote: 'approve', reviewed: true });
    expect(vote.body).toMatchObject({ status: 'approved' });
    expect(JSON.stringify(vote.body)).not.toContain(WORD);
  });

  it('is approved by nobody who was not shown it, whatever they say', async () => {
    const { hall, id, blindly } = await aSecret();
    expect(await blindly('ada')).toMatchObject(unread);
    await (await hall.signedIn('grace')).get(`/v1/requests/${id}`);
    expect(await blindly('ada')).toMatchObject(unread);
    expect(await shownTo(hall, id)).toEqual(['grace']);
    expect((await blindly('ada')).body.detail).toContain('get the request while you are signed in');
    expect((await blindly('ada', { vote: 'reject', comment: 'Why?' })).body).toMatchObject({
      status: 'rejected',
    });
  });

  it.each(['emmy', 'olga', 'guest', 'lise'] as const)(
    'is not shown to %s, who may not decide',
    async (who) => {
      const { hall, id } = await aSecret();
      const browser = await hall.signedIn(who);
      const { status, body } = await browser.get(`/v1/requests/${id}`);
      expect([status, JSON.stringify(body).includes(WORD)]).toEqual([200, false]);
      expect(await shownTo(hall, id)).toEqual([]);
    },
  );

  it('is not shown to who has just left the group', async () => {
    const { hall, id } = await aSecret();
    const browser = await hall.signedIn('ada');
    await (await hall.signedIn('emmy')).get(`/v1/requests/${id}`);
    hall.leave('S0RELEASE', 'U0ADA');
    hall.slack.pass(6_000);
    expect(JSON.stringify((await browser.get(`/v1/requests/${id}`)).body)).not.toContain(WORD);
    expect(await shownTo(hall, id)).toEqual([]);
  });

  it('is in no list, and has been shown to nobody by one', async () => {
    const { hall, id } = await aSecret();
    const browser = await hall.signedIn('ada');
    const { body } = await browser.get('/v1/requests');
    expect(JSON.stringify(body)).toContain(id);
    expect(JSON.stringify(body)).not.toContain(WORD);
    expect(await shownTo(hall, id)).toEqual([]);
  });

  /** The answer reaches nobody, and the log would say that it was read. */
  it('is not shown where another page makes the browser ask, nor where no answer is wanted', async () => {
    const { hall, id, blindly } = await aSecret();
    const browser = await hall.signedIn('ada');
    const path = `/v1/requests/${id}`;
    const elsewhere = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      // As browsers that say no more.
      { origin: 'https://evil.example.com' },
    ];
    for (const headers of elsewhere) {
      const { status, body } = await browser.get(path, headers);
      expect([status, JSON.stringify(body).includes(WORD)]).toEqual([200, false]);
    }
    await browser.call('HEAD', path);
    expect(await shownTo(hall, id)).toEqual([]);
    expect(await blindly('ada')).toMatchObject(unread);
    await browser.get(path, { 'sec-fetch-site': 'same-origin' });
    expect(await shownTo(hall, id)).toEqual(['ada']);
  });

  it('is shown no more once it is decided', async () => {
    const { hall, id } = await aSecret();
    const browser = await hall.signedIn('ada');
    await hall.vote(browser, id, { vote: 'reject', comment: 'No.' });
    expect(JSON.stringify((await browser.get(`/v1/requests/${id}`)).body)).not.toContain(WORD);
  });

  it('is shown to who may only end it', async () => {
    const stage = { name: 'release', quorum: 1, groups: ['releasers'] };
    const { hall, id } = await aSecret({ stages: [{ ...stage, reject: { veto: ['security'] } }] });
    hall.leave('S0RELEASE', 'U0GRACE');
    hall.slack.pass(61_000);
    const browser = await hall.signedIn('grace');
    expect(JSON.stringify((await browser.get(`/v1/requests/${id}`)).body)).toContain(WORD);
    const vote = await hall.vote(browser, id, { vote: 'approve', reviewed: true });
    expect(vote.body).toMatchObject({ code: 'not_eligible' });
  });
});

it('what has secrets taken out is approved by who says that they have read the rest', async () => {
  const hall = await aHall();
  const mask = createMasker();
  hall.slack.ctx.mask = submissionMasker();
  hall.slack.ctx.maskText = async (text) => (await mask(text)).text;
  const parameters = { token: `ghp_${'a1B2'.repeat(9)}` };
  const id = await hall.ask({ ...deployPayments, parameters });
  const browser = await hall.signedIn('ada');
  const vote = await hall.vote(browser, id, { vote: 'approve' });
  expect(vote).toMatchObject(unread);
  expect(vote.body.detail).toContain('secrets that were taken out');
  const read = await hall.vote(browser, id, { vote: 'approve', reviewed: true });
  expect(read.body).toMatchObject({ status: 'approved' });
});

it('a change that no card holds is approved by the digest of what was read: all of it was there', async () => {
  const hall = await aHall();
  const lines = Array.from({ length: 2_700 }, (_, at) => `+line ${at}\n`).join('');
  const diff = `--- a/x\n+++ b/x\n@@ -1 +1,2700 @@\n-1\n${lines}`;
  const id = await hall.ask({ ...deployPayments, change: { diff } });
  const browser = await hall.signedIn('ada');
  expect((await browser.get(`/v1/requests/${id}`)).body.change.diff).toContain('+line 2699');
  const vote = await hall.vote(browser, id, { vote: 'approve' });
  expect(vote.body).toMatchObject({ status: 'approved' });
});
