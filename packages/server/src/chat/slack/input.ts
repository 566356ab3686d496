import type { Account } from '@countersign/core/people';
import type { Shown } from '../../ports/chat-use-cases.ts';

/** Which install a payload belongs to. An org-wide install has no team, but an enterprise. */
export type Origin = { team: string | null; enterprise: string | null };

/** What our buttons ask for; the Home tab's carry a request id where a card's carry its control. */
export const buttonActions = [
  'approve',
  'reject',
  'review',
  /** The way to approve alone, in an emergency; and what whoever reviews that found. */
  'emergency',
  'finding.ok',
  'finding.concern',
  'home.reject',
  'home.review',
  'home.finding.ok',
  'home.finding.concern',
] as const;
export type ButtonAction = (typeof buttonActions)[number];

export type ButtonInput = {
  type: 'button';
  origin: Origin;
  account: Account;
  action: ButtonAction;
  value: string;
  channel: string | null;
  message: string | null;
  triggerId: string;
  responseUrl: string | null;
};

/** What the buttons of a list open: one request (by its card), or a form about all (by the control). */
export const listActions = ['show', 'approve', 'reject'] as const;

export type ListButtonInput = Omit<ButtonInput, 'type' | 'action'> & {
  type: 'list_button';
  action: (typeof listActions)[number];
};

/** block_id -> action_id -> what was typed, or the values that were ticked. */
export type FormValues = { [block: string]: { [action: string]: string | string[] | null } };

export type ViewInput = {
  type: 'view_submission';
  origin: Origin;
  account: Account;
  callback: string;
  metadata: string;
  viewId: string;
  triggerId: string;
  values: FormValues;
};

export type CommandInput = {
  type: 'command';
  origin: Origin;
  account: Account;
  text: string;
  channel: string | null;
  triggerId: string;
  responseUrl: string | null;
};

type Happened = { origin: Origin; eventId: string };

export type EventInput = Happened &
  (
    | { type: 'app_home_opened'; account: Account }
    /** A message of ours carries the id of its card, and what it shows of it. */
    | { type: 'metadata_posted'; card: string; channel: string; message: string; shows: Shown }
    | { type: 'metadata_deleted'; card: string; channel: string; message: string }
    | { type: 'user_changed'; user: string }
    | { type: 'group_changed'; group: string }
    | { type: 'channel_changed'; channel: string }
    | { type: 'uninstalled' }
    | { type: 'token_revoked' }
  );

/** Everything that Slack tells us, once its bytes are proven. */
export type SlackInput =
  | ButtonInput
  | ListButtonInput
  | ViewInput
  | CommandInput
  | EventInput
  /** A form was put away; nothing comes of it. */
  | { type: 'view_closed' }
  | { type: 'url_verification'; challenge: string }
  /** Genuine, but nothing that we act on; `why` is for the operator. */
  | { type: 'ignored'; why: string };
