import { refuseInvalidView } from '../content.ts';
import { type Delivery, failed } from '../delivery.ts';
import { deliver } from '../deliver.ts';
import { isObject, type JsonObject } from '../json.ts';
import type { Slack } from '../slack.ts';
import type { View } from '../views.ts';
import { actor, installIn, userIn } from './envelope.ts';
import { clientRefusals, type InputValues, stateOf } from './input.ts';

export interface ViewSubmission {
  user: string;
  /** The view on top by default. */
  viewId?: string;
  values?: InputValues;
  /** Send it although the client would have refused to: empty required fields, a view long gone. */
  force?: boolean;
  /** With `force`: a view that this person does not have open, as somebody else's. */
  view?: View;
}

export interface ViewClosing {
  user: string;
  viewId?: string;
}

/** A person submits a modal. Throws where Slack's client would not have let them. */
export async function submitView(slack: Slack, act: ViewSubmission): Promise<Delivery> {
  const user = actor(slack, act.user, act.force ?? false);
  const view = act.view ?? openView(slack, act);
  const state = stateOf(view, act.values ?? {});
  const refusals = clientRefusals(view, state);
  if (refusals.length > 0 && !act.force) {
    throw new Error(`The client does not submit this: ${refusals.join(' ')}`);
  }
  const submitted = { ...view, state: { values: state } };
  slack.views.amend(user.id, view.id, { state: { values: state }, errors: {} });
  const delivery = await deliver(slack, 'interactivity', {
    type: 'view_submission',
    user: userIn(user),
    ...installIn(slack),
    trigger_id: slack.triggers.issue(user.id),
    view: submitted,
    response_urls: [],
  });
  return delivery.ok ? applyResponse(slack, user.id, view, delivery) : delivery;
}

/** Cancel or the cross: the app hears of it only if it asked to. */
export async function closeView(slack: Slack, act: ViewClosing): Promise<Delivery | undefined> {
  const user = actor(slack, act.user, false);
  const view = openView(slack, act);
  slack.views.close(user.id, view.id);
  if (!view.notify_on_close) return undefined;
  return deliver(slack, 'interactivity', {
    type: 'view_closed',
    user: userIn(user),
    ...installIn(slack),
    view,
    is_cleared: false,
  });
}

/** Source: https://docs.slack.dev/surfaces/modals#updating_views */
function applyResponse(slack: Slack, user: string, view: View, delivery: Delivery): Delivery {
  const { body } = delivery;
  if (body === undefined) {
    slack.views.close(user, view.id);
    return delivery;
  }
  if (!isObject(body)) return failed('invalid_response', delivery);
  switch (body['response_action']) {
    case 'clear':
      slack.views.clear(user);
      return delivery;
    case 'errors':
      return showErrors(slack, user, view, body['errors'], delivery);
    case 'update':
      return show(body['view'], delivery, (next) => slack.views.update(view.id, next));
    case 'push':
      return show(body['view'], delivery, (next) => slack.views.push(user, next));
    case undefined:
      slack.views.close(user, view.id);
      return delivery;
    default:
      return failed('invalid_response_action', delivery);
  }
}

function show(view: unknown, delivery: Delivery, place: (view: JsonObject) => View): Delivery {
  try {
    if (!isObject(view)) return failed('invalid_view', delivery);
    refuseInvalidView(view);
    place(view);
    return delivery;
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error), delivery);
  }
}

/** Errors belong to input blocks; any other key makes Slack show a general failure. */
function showErrors(
  slack: Slack,
  user: string,
  view: View,
  errors: unknown,
  delivery: Delivery,
): Delivery {
  const inputs = new Set(
    view.blocks.filter(({ type }) => type === 'input').map(({ block_id }) => block_id),
  );
  const known =
    isObject(errors) &&
    Object.keys(errors).length > 0 &&
    Object.entries(errors).every(([id, text]) => inputs.has(id) && typeof text === 'string');
  if (!known) return failed('invalid_errors', delivery);
  slack.views.amend(user, view.id, { errors: errors as Record<string, string> });
  return delivery;
}

function openView(slack: Slack, act: ViewClosing): View {
  const open = slack.views.openFor(act.user);
  const view = act.viewId === undefined ? open.at(-1) : open.find(({ id }) => id === act.viewId);
  if (view === undefined) throw new Error(`${act.user} has no such view open.`);
  return view;
}
