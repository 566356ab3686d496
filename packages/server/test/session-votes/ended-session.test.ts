import { expect, it } from 'vitest';
import type { Browser } from '../people/browser.ts';
import { PUBLIC_URL } from '../people/provider.ts';
import { aHall, peopleOf, type Hall } from './hall.ts';

/** All that a page has which was open before, and sends now. */
async function ready(hall: Hall, browser: Browser, id: string) {
  const { digest } = (await browser.get(`/v1/requests/${id}`)).body;
  const { csrf } = (await browser.get('/v1/session')).body;
  const jar = new Map(browser.jar);
  const headers = { origin: PUBLIC_URL, 'x-countersign-csrf': csrf };
  return (at = hall.desk.browser()) => {
    for (const [name, value] of jar) at.jar.set(name, value);
    const path = `/v1/requests/${id}/votes`;
    return at.call('POST', path, headers, { vote: 'approve', digest, stage: 0 });
  };
}

const over = { status: 401, body: { code: 'unauthenticated' } };
const HALF_AN_HOUR = 30 * 60_000;

it('a session that was signed out casts no vote', async () => {
  const hall = await aHall();
  const id = await hall.ask();
  const browser = await hall.signedIn('ada');
  const send = await ready(hall, browser, id);
  await browser.change('POST', '/auth/logout');
  expect(await send()).toMatchObject(over);
  expect(await hall.votesOf(id)).toEqual([]);
});

it('nor does one that nobody used for half an hour', async () => {
  const hall = await aHall();
  const id = await hall.ask();
  const send = await ready(hall, await hall.signedIn('ada'), id);
  hall.slack.pass(HALF_AN_HOUR);
  expect(await send()).toMatchObject(over);
  expect(await hall.votesOf(id)).toEqual([]);
});

it('nor that of somebody who is not under people any more', async () => {
  const hall = await aHall();
  const id = await hall.ask();
  const send = await ready(hall, await hall.signedIn('ada'), id);
  const people = peopleOf(hall.provider.issuer).filter((person) => person.id !== 'ada');
  expect(await send(hall.desk.browser(await hall.desk.replica({ people })))).toMatchObject(over);
  expect(await hall.votesOf(id)).toEqual([]);
});

it('a vote stands when its session has ended', async () => {
  const hall = await aHall({
    rule: { stages: [{ name: 'release', quorum: 2, groups: ['releasers'] }] },
  });
  const id = await hall.ask();
  const browser = await hall.signedIn('ada');
  await hall.vote(browser, id, { vote: 'approve' });
  await browser.change('POST', '/auth/logout');
  const last = await hall.vote(await hall.signedIn('grace'), id, { vote: 'approve' });
  expect(last.body).toMatchObject({ status: 'approved' });
});

it('one that is ended while Slack is asked casts no vote', async () => {
  const hall = await aHall();
  const id = await hall.ask();
  const browser = await hall.signedIn('ada');
  const { ctx, store } = hall.slack;
  const { people } = ctx;
  ctx.people = {
    ...people,
    memberships: async (...asked) => {
      for (const { id: session } of await store.sessions.of('ada', ctx.now())) {
        await store.sessions.end(session, { entries: [] });
      }
      return people.memberships(...asked);
    },
  };
  expect(await hall.vote(browser, id, { vote: 'approve' })).toMatchObject(over);
  expect(await hall.votesOf(id)).toEqual([]);
});
