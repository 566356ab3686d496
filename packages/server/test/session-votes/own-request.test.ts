import { expect, it } from 'vitest';
import { changeAuthors } from '../../src/change-authors.ts';
import { deployPayments } from '../support/world.ts';
import { aHall, peopleOf } from './hall.ts';

const own = { status: 403, body: { code: 'own_request' } };

it('the owner of the bot decides nothing of what it asks by a session either', async () => {
  const hall = await aHall();
  const id = await hall.ask();
  const browser = await hall.signedIn('olga');
  expect(await hall.vote(browser, id, { vote: 'approve' })).toMatchObject(own);
  expect(await hall.vote(browser, id, { vote: 'reject', comment: 'No.' })).toMatchObject(own);
  expect(await hall.votesOf(id)).toEqual([]);
  expect(await hall.refusalsOf(id)).toEqual(['own_request']);
});

it('nor does an author of the change, known by an address that Slack alone knows as theirs', async () => {
  const hall = await aHall({
    rule: { separation: { authors: true } },
    people: (issuer) => peopleOf(issuer).map((one) => ({ ...one, email: undefined })),
  });
  const { ctx } = hall.slack;
  ctx.authorsOf = changeAuthors([]);
  const { people } = ctx;
  ctx.people = {
    ...people,
    // As where Teams is there, too: an address joins the accounts of one human.
    resolve: async (account) => {
      const found = await people.resolve(account);
      if (found.person.id !== 'ada') return found;
      return { ...found, person: { ...found.person, also: ['mail:ada@elsewhere.example'] } };
    },
  };
  const change = { ...deployPayments.change, authors: ['Ada@elsewhere.example'] };
  const id = await hall.ask({ ...deployPayments, change });
  expect(await hall.vote(await hall.signedIn('ada'), id, { vote: 'approve' })).toMatchObject(own);
  const other = await hall.vote(await hall.signedIn('grace'), id, { vote: 'approve' });
  expect(other.body).toMatchObject({ status: 'approved' });
});
