import { isObject, type JsonObject } from '../../json.ts';
import { actionsOf } from '../cards/walk.ts';
import type { Conversation } from '../conversations.ts';
import type { TeamsDelivery } from '../delivery.ts';
import type { Person } from '../directory.ts';
import type { Forgery } from '../forgery.ts';
import type { TeamsMessage } from '../messages.ts';
import type { Teams } from '../teams.ts';
import { activityFrom } from './activity.ts';
import { actor, messageBefore, placeOf } from './actor.ts';
import { showAnswer } from './answer.ts';
import { deliver } from './deliver.ts';
import { openDialog } from './dialog.ts';
import { dataWith, type Inputs, readInputs } from './inputs.ts';

export interface CardClick {
  /** Object id. */
  person: string;
  /** The channel, with or without the thread, or the personal chat. */
  conversation: string;
  /** Of the message that carries the card. */
  message: string;
  /** Which button: by its verb, its title, or some of its data. */
  verb?: string;
  title?: string;
  data?: JsonObject;
  /** What the person typed or chose in the card. */
  inputs?: Inputs;
  /** A client too old for `Action.Execute`: presses its fallback, which arrives as a message. */
  legacy?: boolean;
  /** Send it although this person could see no such button: forged, stale or replayed clicks. */
  force?: boolean;
  forge?: Forgery;
}

/** A person presses a button of a card. Throws where they could see no such button. */
export async function clickCard(teams: Teams, act: CardClick): Promise<TeamsDelivery> {
  const force = act.force ?? false;
  const person = actor(teams, act.person, force);
  const conversation = placeOf(teams, person, act.conversation, force);
  const message = messageBefore(teams, person, conversation, act.message);
  const card = message && teams.views.shown(message, act.person);
  const action = pressed(card, act) ?? (force ? madeUp(act) : undefined);
  if (action === undefined) throw new Error(`${person.name} sees no such button there.`);
  const inputs = readInputs(card ?? {}, action, act.inputs ?? {}, force);
  const own = force && act.data !== undefined ? { ...action, data: act.data } : action;
  const click = { person, action: own, data: dataWith(own, inputs), forge: act.forge };
  const thread = threadOf(conversation, message);
  return press(teams, { ...click, conversation: thread, message, id: act.message });
}

interface Press {
  person: Person;
  conversation: Conversation;
  message: TeamsMessage | undefined;
  id: string;
  action: JsonObject;
  data: JsonObject;
  forge: Forgery | undefined;
}

async function press(teams: Teams, click: Press): Promise<TeamsDelivery> {
  const { person, conversation, message, id, action, data, forge } = click;
  const { aadObjectId } = person;
  const send = (fields: JsonObject) =>
    deliver(teams, activityFrom(teams, person, conversation, { replyToId: id, ...fields }), forge);
  if (action['type'] === 'Action.Execute') {
    const value = { action: { ...action, data }, trigger: 'manual' };
    const delivery = await send({ type: 'invoke', name: 'adaptiveCard/action', value });
    return showAnswer(teams, aadObjectId, message, delivery);
  }
  if (isObject(data['msteams']) && data['msteams']['type'] === 'task/fetch') {
    const value = { data, context: { theme: 'default' } };
    const delivery = await send({ type: 'invoke', name: 'task/fetch', value });
    return openDialog(teams, aadObjectId, delivery, { conversation: conversation.id, message: id });
  }
  return send({ type: 'message', id: teams.nextId(), value: data });
}

/** The first button that fits; an old client sees what an `Action.Execute` falls back to. */
function pressed(card: JsonObject | undefined, act: CardClick): JsonObject | undefined {
  const action = actionsOf(card ?? {}).find((one) => fits(one, act));
  if (!act.legacy || action?.['type'] !== 'Action.Execute') return action;
  const { fallback } = action;
  return isObject(fallback) && fallback['type'] === 'Action.Submit' ? fallback : undefined;
}

function fits(action: JsonObject, { verb, title, data, force }: CardClick): boolean {
  if (!['Action.Execute', 'Action.Submit'].includes(String(action['type']))) return false;
  if (action['isEnabled'] === false) return false;
  const own = isObject(action['data']) ? action['data'] : {};
  const byData = force || Object.entries(data ?? {}).every(([key, value]) => own[key] === value);
  return (
    (verb === undefined || action['verb'] === verb) &&
    (title === undefined || action['title'] === title) &&
    byData
  );
}

function madeUp({ verb, title, data = {}, legacy }: CardClick): JsonObject {
  const type = legacy ? 'Action.Submit' : 'Action.Execute';
  return { type, ...(title && { title }), ...(verb && { verb }), data };
}

/** A click comes from the thread that the message is in. */
function threadOf(conversation: Conversation, message: TeamsMessage | undefined): Conversation {
  if (conversation.kind === 'personal') return conversation;
  return { ...conversation, thread: message?.thread ?? conversation.thread };
}
