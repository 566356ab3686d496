import type { JsonObject } from '../../json.ts';
import { type Conversation, peopleOf, personBy, requireAccess } from '../conversations.ts';
import { contentOf, type TeamsMessage } from '../messages.ts';
import { sending } from '../pace.ts';
import { refreshEverybody } from '../people/refresh.ts';
import { Refusal, usualRefusal } from '../refusal.ts';
import type { Teams } from '../teams.ts';

interface Target {
  conversation: Conversation;
  /** The thread's first message; a new thread where there is none. */
  thread: string | undefined;
  /** `?isTargetedActivity=true`: only the recipient sees it. */
  targeted?: boolean;
}

/** Puts the bot's message where it belongs. Returns its id; a typing indicator leaves nothing. */
export function send(teams: Teams, target: Target, activity: JsonObject): string {
  const { conversation, targeted } = target;
  const thread = target.thread && rootOf(teams, conversation.id, target.thread);
  const id = teams.nextId();
  if (activity['type'] === 'typing') return id;
  const message = teams.messages.post({
    id,
    conversation: conversation.id,
    thread: thread ?? id,
    from: { id: `28:${teams.bot.appId}`, name: teams.bot.name },
    via: 'bot',
    ...contentOf(activity),
    ...(targeted && { onlyFor: recipientOf(teams, conversation, activity) }),
  });
  if (teams.autoRefresh) void refreshEverybody(teams, message);
  return id;
}

/** Access first, then pace: a bot that may not write is told so however often it tries. */
export function admit(teams: Teams, conversation: Conversation): void {
  requireAccess(teams, conversation);
  const lane = `send ${conversation.id};${conversation.thread ?? ''}`;
  const wait = teams.pace.take(lane, sending);
  if (wait === 0) return;
  const { status, code, message } = usualRefusal('connector', 429);
  throw new Refusal(status, code, message, wait);
}

/** The bot's own message that is to be changed. */
export function ownMessage(teams: Teams, conversation: Conversation, id: string): TeamsMessage {
  const message = teams.messages.find(conversation.id, id);
  if (message === undefined) throw activityNotFound();
  if (message.via === 'bot') return message;
  const why = 'Bot does not have permission to change the messages of others.';
  throw new Refusal(403, 'NotEnoughPermissions', why);
}

function recipientOf(teams: Teams, conversation: Conversation, { recipient }: JsonObject): string {
  const id = String((recipient as JsonObject | undefined)?.['id']);
  const person = personBy(teams, peopleOf(teams, conversation), id);
  if (person !== undefined) return person.aadObjectId;
  const why = 'The recipient of a targeted message must be a member of the conversation.';
  throw new Refusal(400, 'BadArgument', why);
}

function rootOf(teams: Teams, conversation: string, id: string): string {
  const message = teams.messages.find(conversation, id);
  if (message === undefined) throw activityNotFound();
  return message.thread;
}

const activityNotFound = () =>
  new Refusal(404, 'ActivityNotFoundInConversation', 'Conversation not found.');
