import { expect, it } from 'vitest';
import { slackPeople } from '../../src/chat/people.ts';
import { aDesk } from '../slack/desk.ts';

/** `\u212a`, the sign of the kelvin, is a "k" in lower case: JavaScript folds it, mail servers do not. */
it('an address in other letters is another address', async () => {
  const user = {
    id: 'U0KIM',
    name: 'kim',
    email: '\u212aim@example.com',
    is_email_confirmed: true,
  };
  const desk = await aDesk({ workspace: { users: [user] } });
  const { team } = desk.double.workspace;
  const people = slackPeople({
    people: [{ id: 'kim', name: 'Kim', emails: ['kim@example.com'], accounts: [] }],
    install: { team: team.id, enterprise: null, orgWide: false, url: null },
    directory: desk.directory,
    onFailure: () => {},
  });
  const found = await people.resolve({ platform: 'slack', team: team.id, user: 'U0KIM' });
  expect(found).toMatchObject({ person: { id: `slack:${team.id}:U0KIM` }, standing: 'ok' });
});
