import type { SlackInput } from '../../chat/slack/input.ts';
import { LIST_FORM } from '../../chat/slack/render/list-modals.ts';
import type { Reaction } from './answer.ts';
import type { SlackDeps } from './deps.ts';
import { onButton } from './on-button.ts';
import { onCommand } from './on-command.ts';
import { onEvent } from './on-event.ts';
import { onForm } from './on-form.ts';
import { onListButton, onListForm } from './on-list.ts';

/** What is to be done something about. */
export type Doable = Exclude<SlackInput, { type: 'url_verification' | 'ignored' | 'view_closed' }>;

export function reactionTo(deps: SlackDeps, input: Doable, from: EventOrigin): Reaction {
  if (input.type === 'button') return onButton(deps, input);
  if (input.type === 'list_button') return onListButton(deps, input);
  if (input.type === 'command') return onCommand(deps, input);
  if (input.type !== 'view_submission') return onEvent(deps, input, from);
  return input.callback === LIST_FORM ? onListForm(deps, input) : onForm(deps, input);
}

/** Slack's own attempt at an event, from 0; or that it was kept, and is taken up. */
export type EventOrigin = { retry: number } | 'kept';
