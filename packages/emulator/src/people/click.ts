import { asAnswer } from '../api/chat.ts';
import type { Delivery } from '../delivery.ts';
import { deliver } from '../deliver.ts';
import { allBlocks, elementsOf, type Block } from '../interactive.ts';
import { copy, isObject, type JsonObject } from '../json.ts';
import type { Ephemeral, Message } from '../messages.ts';
import type { Slack } from '../slack.ts';
import type { View } from '../views.ts';
import { canSee } from '../workspace.ts';
import { actor, installIn, userIn } from './envelope.ts';

export interface Click {
  user: string;
  channel: string;
  /** Of the message or the ephemeral that carries the button. */
  ts: string;
  actionId: string;
  /** Tells apart equal action ids in one message. */
  blockId?: string;
  /** Taken from the button in the stored blocks; give it together with `force` to forge one. */
  value?: string;
  /** Send it although this person could see no such button: forged, stale or replayed clicks. */
  force?: boolean;
}

export interface ViewClick {
  user: string;
  actionId: string;
  blockId?: string;
  value?: string;
  /** The view on top by default. */
  viewId?: string;
  force?: boolean;
}

/** A person presses a button in a message. Throws where they could see no such button. */
export async function click(slack: Slack, act: Click): Promise<Delivery> {
  const force = act.force ?? false;
  const user = actor(slack, act.user, force);
  const channel = slack.workspace.channels.get(act.channel);
  const visible = channel !== undefined && canSee(user, channel);
  if (!visible && !force) throw new Error(`${act.user} can't see ${act.channel}.`);
  const shown = slack.messages.find(act.channel, act.ts);
  const whispered = shown ? undefined : whisperedTo(slack, act, force);
  const message = shown ?? whispered;
  const button = pressed(message?.blocks ?? [], act);
  if (button === undefined && !force) {
    throw new Error(
      `${act.user} sees no ${act.actionId} on that message: it may have changed meanwhile.`,
    );
  }
  const trigger_id = slack.triggers.issue(user.id);
  const payload = {
    type: 'block_actions',
    user: userIn(user),
    ...installIn(slack),
    container: {
      type: 'message',
      message_ts: act.ts,
      channel_id: act.channel,
      is_ephemeral: whispered !== undefined,
      ...(message?.thread_ts === undefined ? {} : { thread_ts: message.thread_ts }),
    },
    trigger_id,
    channel: { id: act.channel, name: channel?.name ?? act.channel },
    ...(whispered === undefined ? { message: messageIn(slack, shown, act.ts) } : {}),
    state: { values: {} },
    response_url: responseUrl(slack, act),
    actions: [actionIn(slack, button, act)],
  };
  return deliver(slack, 'interactivity', payload);
}

export async function clickInView(slack: Slack, act: ViewClick): Promise<Delivery> {
  const open = slack.views.openFor(act.user);
  const view = act.viewId === undefined ? open.at(-1) : open.find(({ id }) => id === act.viewId);
  if (view === undefined) throw new Error(`${act.user} has no such view open.`);
  return clickInSurface(slack, act, view);
}

export async function clickInHome(slack: Slack, act: ViewClick): Promise<Delivery> {
  const view = slack.views.homeOf(act.user);
  if (view === undefined) throw new Error(`${act.user} has no Home tab published.`);
  return clickInSurface(slack, act, view);
}

async function clickInSurface(slack: Slack, act: ViewClick, view: View): Promise<Delivery> {
  const user = actor(slack, act.user, act.force ?? false);
  const button = pressed(view.blocks, act);
  if (button === undefined && !act.force) throw new Error(`${act.user} sees no ${act.actionId}.`);
  const payload = {
    type: 'block_actions',
    user: userIn(user),
    ...installIn(slack),
    container: { type: 'view', view_id: view.id },
    trigger_id: slack.triggers.issue(user.id),
    view,
    actions: [actionIn(slack, button, act)],
  };
  return deliver(slack, 'interactivity', payload);
}

interface Pressed {
  block: Block;
  element: JsonObject;
}

function pressed(blocks: readonly Block[], act: ViewClick | Click): Pressed | undefined {
  for (const block of allBlocks(blocks)) {
    if (act.blockId !== undefined && block['block_id'] !== act.blockId) continue;
    const element = elementsOf(block).find(({ action_id }) => action_id === act.actionId);
    if (element !== undefined) return { block: block as Block, element };
  }
  return undefined;
}

function actionIn(slack: Slack, button: Pressed | undefined, act: ViewClick | Click): JsonObject {
  const { type, text, style, value, options } = button?.element ?? { type: 'button' };
  const chosen = act.value ?? value;
  if (type === 'overflow') {
    return { ...placed(slack, button, act), type, selected_option: chosenIn(options, act) };
  }
  return {
    ...placed(slack, button, act),
    type,
    ...(text === undefined ? {} : { text }),
    ...(style === undefined ? {} : { style }),
    ...(chosen === undefined ? {} : { value: chosen }),
  };
}

function placed(slack: Slack, button: Pressed | undefined, act: ViewClick | Click): JsonObject {
  return {
    action_id: act.actionId,
    block_id: button?.block.block_id ?? act.blockId ?? 'forged',
    action_ts: slack.nextTs(),
  };
}

/** The entry of a menu that has the value of the click, or the first one. */
function chosenIn(options: unknown, { value }: ViewClick | Click): unknown {
  const all = Array.isArray(options) ? options : [];
  const named = all.find((option) => isObject(option) && option['value'] === value);
  return named ?? (value === undefined ? (all[0] ?? null) : { value });
}

/** An ephemeral is seen by its one addressee. */
function whisperedTo(slack: Slack, act: Click, force: boolean): Ephemeral | undefined {
  const ephemeral = slack.messages.findEphemeral(act.channel, act.ts);
  return ephemeral?.user === act.user || force ? ephemeral : undefined;
}

/** Of a forged message there is nothing to tell; an ephemeral's click carries no message. */
function messageIn(slack: Slack, message: Message | undefined, ts: string): JsonObject {
  if (message !== undefined) return copy(asAnswer(slack, message));
  return { type: 'message', ts, app_id: slack.workspace.app.id };
}

function responseUrl(slack: Slack, act: Click): string {
  const { channel, user, ts } = act;
  const target = { channel, user, ts, via: 'response_url' as const };
  return slack.url + slack.responseUrls.issue(slack.workspace.team.id, target);
}
