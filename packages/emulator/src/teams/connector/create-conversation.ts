import { isObject, type JsonObject, text } from '../../json.ts';
import { chatWith, type Conversation, personBy, requireAccess, resolve } from '../conversations.ts';
import { Refusal } from '../refusal.ts';
import type { Answer } from '../serve.ts';
import type { Teams } from '../teams.ts';
import { readActivity } from './activity.ts';
import { admit, send } from './send.ts';

/**
 * `POST /v3/conversations`: a new thread in a channel, or the chat with one person.
 * Source: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#create-conversation
 */
export function createConversation(teams: Teams, body: unknown): Answer {
  if (!isObject(body)) throw bad('BadSyntax', 'Error while reading the request body.');
  checkTenant(teams, body);
  const channel = channelIn(body);
  const conversation = channel === undefined ? chatOf(teams, body) : resolve(teams, channel);
  if (channel !== undefined && body['activity'] === undefined) {
    throw bad('BadSyntax', 'Activity must be specified to start a conversation in a channel');
  }
  const activityId = body['activity'] === undefined ? undefined : post(teams, conversation, body);
  const thread = conversation.kind === 'channel' ? `;messageid=${activityId}` : '';
  return {
    status: 201,
    body: { id: conversation.id + thread, ...(activityId === undefined ? {} : { activityId }) },
  };
}

/** The channel a conversation is to be created in, as faults and rates name it. */
export function channelIn(body: unknown): string | undefined {
  const data = isObject(body) ? body['channelData'] : undefined;
  const channel = isObject(data) ? data['channel'] : undefined;
  return isObject(channel) ? text(channel['id']) : undefined;
}

function post(teams: Teams, conversation: Conversation, body: JsonObject): string {
  const activity = readActivity(teams, body['activity']);
  admit(teams, conversation);
  return send(teams, { conversation, thread: undefined }, activity);
}

function chatOf(teams: Teams, body: JsonObject): Conversation {
  const members = Array.isArray(body['members']) ? body['members'].filter(isObject) : [];
  const [member] = members;
  if (members.length !== 1 || member === undefined || body['isGroup'] === true) {
    throw bad('BadSyntax', 'Incorrect conversation creation parameters');
  }
  const id = text(member['id']) ?? '';
  const person = personBy(teams, [...teams.directory.people.values()], id);
  if (person === undefined) throw bad('BadSyntax', 'Failed to decrypt pairwise id');
  const conversation = chatWith(teams, person);
  requireAccess(teams, conversation);
  return conversation;
}

function checkTenant({ directory }: Teams, body: JsonObject): void {
  const data = isObject(body['channelData']) ? body['channelData'] : {};
  const inData = isObject(data['tenant']) ? data['tenant']['id'] : undefined;
  const tenant = body['tenantId'] ?? inData;
  const needed = channelIn(body) === undefined;
  if (tenant === directory.tenantId || (tenant === undefined && !needed)) return;
  throw bad('BadSyntax', 'Incorrect conversation creation parameters: tenant');
}

const bad = (code: string, message: string) => new Refusal(400, code, message);
