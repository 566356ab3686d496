import type { Account } from '@countersign/core/people';

/** Where an activity happened. `message` is the one that carried the card. */
export type Place = {
  /** `19:…@thread.tacv2`; null in a chat. */
  channel: string | null;
  /** A person's own chat with the bot: in every other place others read along. */
  isPersonal: boolean;
  message: string | null;
  /** As the connector names it; in a channel with the thread. */
  conversation: string;
  serviceUrl: string;
  tenant: string;
};

/** Where a card stands: a channel, or a person's own chat with the bot; null where none can. */
export function cardPlace({ channel, isPersonal, conversation }: Place): string | null {
  return channel ?? (isPersonal ? conversation : null);
}

export type Person = {
  account: Account & { platform: 'teams' };
  /** Teams' own name for this person towards this bot, `29:…`. */
  mri: string;
};

/** What a card's buttons ask for. */
export const verbs = [
  'approve',
  'reject',
  'details',
  'refresh',
  /** Opens the form for approving alone in an emergency, and sends it off. */
  'emergency',
  'break_glass',
  /** What somebody found who looks at such an approval afterwards. */
  'all_is_well',
  'concern',
  /** The dialogs of a list: one of its requests by itself, and the forms about several. */
  'list_show',
  'list_approve',
  'list_reject',
  'list_send',
] as const;
export type Verb = (typeof verbs)[number];

/** A button of ours. Nothing in it grants anything: `control` is an opaque id. */
export type CardActionInput = {
  type: 'card_action';
  /**
   * `execute` is answered with a card, `dialog` with what a dialog shows; `submit` (older and mobile
   * clients) can't be.
   */
  by: 'execute' | 'dialog' | 'submit';
  verb: Verb;
  card: string;
  control: string;
  /** The stage that the card was drawn for. */
  stage: number;
  reason: string;
  /** The person ticked that they have read the change. */
  read: boolean;
  person: Person;
  place: Place;
  activity: string | null;
};

export type CommandInput = {
  type: 'command';
  text: string;
  person: Person;
  place: Place;
  activity: string | null;
};

/** The app came or went. `scope` is null where it is a person's own chat. */
export type InstallInput = {
  type: 'installed' | 'removed';
  team: string | null;
  person: Person | null;
  place: Place;
};

export type TeamsInput =
  | CardActionInput
  | CommandInput
  | InstallInput
  /** People or channels changed: what is remembered of this channel is old. */
  | { type: 'channel_changed'; channel: string }
  /** Genuine, but nothing that we act on; `why` is for the operator. An invoke wants an answer. */
  | { type: 'ignored'; why: string; isInvoke: boolean };
