import {
  ExecuteAction,
  ShowCardAction,
  SubmitAction,
  type ActionStyle,
  type AdaptiveCard,
  type IAdaptiveCard,
} from '@microsoft/teams.cards';
import { writeCardData, type CardData } from '../card-data.ts';
import type { Verb } from '../input.ts';

/**
 * A button that opens a dialog, which no edit of its message draws over.
 * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
 */
export function opening(verb: Verb, title: string, style: ActionStyle, data: CardData) {
  const wants = { msteams: { type: 'task/fetch' as const } };
  return new SubmitAction({ title, style, data: { ...writeCardData(verb, data), ...wants } });
}

/** A button in a dialog. */
export function sending(verb: Verb, title: string, style: ActionStyle, data: CardData) {
  return new SubmitAction({ title, style, data: writeCardData(verb, data) });
}

/** A card as a dialog shows it: dialogs know Action.Submit alone. */
export function inDialog(card: AdaptiveCard): AdaptiveCard {
  takeSubmits(card);
  return card;
}

function takeSubmits(card: IAdaptiveCard): void {
  card.actions = card.actions?.map((action) => {
    if (action instanceof ShowCardAction && action.card) takeSubmits(action.card);
    return action instanceof ExecuteAction && action.fallback instanceof SubmitAction
      ? action.fallback
      : action;
  });
}
