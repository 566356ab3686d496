import type { JsonObject } from '../../json.ts';
import { type Conversation, peopleOf, personBy, requireAccess } from '../conversations.ts';
import { mriOf, type Person } from '../directory.ts';
import { readingMembers } from '../pace.ts';
import { Refusal, usualRefusal } from '../refusal.ts';
import type { Answer } from '../serve.ts';
import type { Teams } from '../teams.ts';

/** Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context */
function accountOf(teams: Teams, person: Person): JsonObject {
  const { aadObjectId, name, givenName, surname, mail, userPrincipalName, tenantId } = person;
  return {
    id: mriOf(teams.bot.appId, aadObjectId),
    name,
    aadObjectId,
    objectId: aadObjectId,
    givenName,
    surname,
    ...(mail === undefined ? {} : { email: mail }),
    userPrincipalName,
    tenantId,
    userRole: person.userType === 'Guest' ? 'guest' : 'user',
  };
}

/** `GET …/members/{id}`, by either id of the person. */
export function getMember(teams: Teams, conversation: Conversation, id: string): Answer {
  admitReading(teams, conversation);
  const person = personBy(teams, peopleOf(teams, conversation), id);
  if (person !== undefined) return { status: 200, body: accountOf(teams, person) };
  const why = 'The member was not found in the conversation.';
  throw new Refusal(404, 'MemberNotFoundInConversation', why);
}

export function getMembers(teams: Teams, conversation: Conversation): Answer {
  admitReading(teams, conversation);
  const body = peopleOf(teams, conversation).map((person) => accountOf(teams, person));
  return { status: 200, body };
}

interface Page {
  /** 50 to 500, however many were asked for. */
  pageSize?: number;
  continuationToken?: string;
}

/** `GET …/pagedmembers?pageSize=&continuationToken=` */
export function getPagedMembers(teams: Teams, conversation: Conversation, asked: Page): Answer {
  admitReading(teams, conversation);
  const size = Math.min(500, Math.max(50, asked.pageSize ?? 200));
  const from = Number(asked.continuationToken ?? 0);
  if (!Number.isInteger(from)) throw new Refusal(400, 'BadArgument', 'Invalid continuation token');
  const people = peopleOf(teams, conversation);
  const members = people.slice(from, from + size).map((person) => accountOf(teams, person));
  const next = from + size;
  const more = next < people.length ? { continuationToken: String(next) } : {};
  return { status: 200, body: { ...more, members } };
}

function admitReading(teams: Teams, conversation: Conversation): void {
  requireAccess(teams, conversation);
  const wait = teams.pace.take(`members ${conversation.id}`, readingMembers);
  if (wait === 0) return;
  const { status, code, message } = usualRefusal('connector', 429);
  throw new Refusal(status, code, message, wait);
}
