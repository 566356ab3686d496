import { isObject, type JsonObject, text } from '../../json.ts';
import { actionsOf } from '../cards/walk.ts';
import { describeViolation, validateCard } from '../cards/validate.ts';
import type { TeamsDelivery } from '../delivery.ts';
import type { Dialog } from '../dialogs.ts';
import type { Forgery } from '../forgery.ts';
import { adaptiveCard } from '../messages.ts';
import type { Teams } from '../teams.ts';
import { activityFrom } from './activity.ts';
import { actor, placeOf } from './actor.ts';
import { deliver } from './deliver.ts';
import { dataWith, type Inputs, readInputs } from './inputs.ts';

export interface DialogSubmission {
  person: string;
  inputs?: Inputs;
  /** Which button, where the dialog's card has several. */
  title?: string;
  force?: boolean;
  forge?: Forgery;
}

/** Presses a button of the dialog this person has open. */
export async function submitDialog(teams: Teams, act: DialogSubmission): Promise<TeamsDelivery> {
  const force = act.force ?? false;
  const person = actor(teams, act.person, force);
  const dialog = teams.dialogs.of(act.person);
  if (dialog?.card === undefined) throw new Error(`${person.name} has no dialog with a card open.`);
  const action = actionsOf(dialog.card).find(
    ({ type, title }) =>
      type === 'Action.Submit' && (act.title === undefined || title === act.title),
  );
  if (action === undefined) throw new Error('The dialog has no such button.');
  const data = dataWith(action, readInputs(dialog.card, action, act.inputs ?? {}, force));
  const conversation = placeOf(teams, person, dialog.conversation, true);
  const activity = activityFrom(teams, person, conversation, {
    type: 'invoke',
    name: 'task/submit',
    replyToId: dialog.message,
    value: { data, context: { theme: 'default' } },
  });
  const delivery = await deliver(teams, activity, act.forge);
  if (delivery.ok) teams.dialogs.close(act.person);
  return openDialog(teams, act.person, delivery, dialog);
}

/**
 * Does what a `task/fetch` or `task/submit` was answered with.
 * Source: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
 */
export function openDialog(
  teams: Teams,
  person: string,
  delivery: TeamsDelivery,
  place: Pick<Dialog, 'conversation' | 'message'>,
): TeamsDelivery {
  const { conversation, message } = place;
  const task = isObject(delivery.body) ? delivery.body['task'] : undefined;
  if (!delivery.ok || !isObject(task)) return delivery;
  const { type, value } = task;
  const failed = (error: string) => ({ ...delivery, ok: false, error });
  if (type === 'message') {
    if (!text(value)) return failed('empty_response');
    teams.views.notice({ person, conversation, message, text: String(value) });
    return delivery;
  }
  if (type !== 'continue' || !isObject(value)) return failed('invalid_response');
  const title = text(value['title']) ?? '';
  const url = text(value['url']);
  if (url !== undefined) {
    teams.dialogs.show(person, { title, url, conversation, message });
    return delivery;
  }
  const card = cardIn(value['card']);
  const violation = validateCard(card)[0];
  if (violation !== undefined) return failed(describeViolation(violation));
  teams.dialogs.show(person, { title, ...(card && { card }), conversation, message });
  return delivery;
}

function cardIn(attachment: unknown): JsonObject | undefined {
  const { contentType, content } = isObject(attachment) ? attachment : ({} as JsonObject);
  return contentType === adaptiveCard && isObject(content) ? content : undefined;
}
