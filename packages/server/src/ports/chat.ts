import type { Account } from '@countersign/core/people';
import type { Group } from '@countersign/core/policy/plan';
import type { Frozen } from '@countersign/core/request/frozen';
import type { RequestState, Vote } from '@countersign/core/request/state';
import type { Outcome } from '@countersign/core/wire/request-view';
import type { Submission } from '@countersign/core/wire/submission';
import type { Card } from './card.ts';
import type { Member } from './people.ts';

/** All that a card is drawn from: committed state, never what somebody sent along. */
export type CardContent = {
  card: Pick<Card, 'id' | 'control' | 'stage' | 'whole' | 'direct'>;
  state: RequestState;
  /** The version of the request that is drawn. */
  version: number;
  submission: Submission;
  outcome: (Outcome & { at: number }) | null;
  /** Who may decide the open stage, as far as it is known. */
  eligible: Member[];
  /** What its one reader has said of the open stage; left out where others read it, too. */
  own?: Pick<Vote, 'vote' | 'at'>;
  /** What an approval given now would wait for; left out where it takes effect at once. */
  waits?: Waits;
  /** Whom it mentions; nobody where it is left out. Given once, when the card is posted. */
  ping?: Ping;
  /** It is shown where policy announces emergencies: whoever reviews answers there. */
  announces?: true;
  /** It is shown where the open stage was escalated to these groups, and nowhere before; may be none. */
  escalatedTo?: string[];
  /** It is for one person, who asked for all of a restricted request and may see it. */
  details?: Details;
  /** Requests like it that its message shows as well, each with its own card; then it is a list. */
  others?: CardContent[];
};

/** `isLater`: not yet, but before the request expires. */
export type Waits = Frozen & { isLater?: true };

/**
 * Those who can act, group by group. `all`: nobody in the group is known not to be among them, so
 * that it may be mentioned as a whole. `standIns`: who may vote for one of them, by nobody's group.
 */
export type Ping = { group: Group; people: Member[]; all: boolean; standIns?: Member[] }[];

/**
 * `approvable`: all of it is there, and it is for them to approve. `apart`: it is in their own chat with
 * the app, or on its way there, as it does not fit where they asked for it; or the button of the card
 * shows more.
 */
export type Details = { approvable: boolean; apart?: 'there' | 'on its way' | 'by its button' };

/** A chat platform as the deliveries see it. Every call throws {@link ChatFailure} or has happened. */
export interface ChatPlatform {
  platform: Account['platform'];
  /** Where people open the message; null where that isn't known. */
  link(at: { channel: string; message: string }): string | null;
  /** Whether a card shows all of the change; otherwise the whole has to be uploaded to its thread. */
  showsWhole(submission: Submission): boolean;
  /** Whether a line of a list shows all of the change, so that it can be approved right there. */
  showsInLine(submission: Submission): boolean;
  /** Which of these changes fit one form together, each whole. */
  showsTogether(submissions: Submission[]): boolean[];
  /** Whether all of a restricted change fits what one person is shown. */
  showsDetails(submission: Submission): boolean;
  /** Whether all of this text can be uploaded. */
  takesWhole(content: string): boolean;
  /** The conversation with one person, opened where there is none; `unavailable` where it can't be. */
  open(user: string): Promise<string>;
  /** Throws `unavailable` where the channel may not show requests (shared outside, bot not in it). */
  post(channel: string, card: CardContent): Promise<{ message: string }>;
  update(at: { channel: string; message: string }, card: CardContent): Promise<void>;
  reply(at: { channel: string; message: string }, text: string, ping?: Ping): Promise<void>;
  /** Without a message: by itself. */
  upload(
    at: { channel: string; message: string | null },
    file: { name: string; title: string; content: string },
  ): Promise<void>;
  /** Seen by one person only; where there is no channel, in their own chat with the app. */
  note(
    to: { channel: string | null; user: string; thread: string | null },
    text: string,
  ): Promise<void>;
  /** Takes the buttons off a second copy of a card and points to the live one. */
  supersede(
    at: { channel: string; message: string },
    live: { message: string } | null,
  ): Promise<void>;
}

/**
 * A one-way webhook of a platform: what it shows can be neither answered nor changed. Every call
 * throws {@link ChatFailure} or has happened.
 */
export interface Fallback {
  platform: Account['platform'];
  /** An open request whose card could not be posted. */
  tell(content: CardContent, notice: FallbackNotice): Promise<void>;
  /** One line: how a request that it was told of has ended. */
  settle(state: RequestState): Promise<void>;
}

export type FallbackNotice = {
  /** Where the card could not be posted. */
  unposted: { platform: Account['platform']; channel: string };
  /** Where people can decide: on another card, in the app itself, or nowhere for now. */
  decide: DecideAt;
  /** An earlier message may have got through, though nobody told us so. */
  again: boolean;
};

export type DecideAt =
  | { where: 'card'; link: string }
  /** `whole`: all of the change can be read there, so that it can be approved there. */
  | { where: 'app'; platform: Account['platform']; link: string | null; whole: boolean }
  | { where: 'nowhere' };

/**
 * `retry`: try again, after `retryAfterMs` where given; `ambiguous` when the other side may have
 * done it. `gone`: the message no longer exists. `unavailable`: the channel can't be used until a
 * person does something; `message` says what; `exposed` where others would read along, so that
 * nothing may be said there in any way. `rejected`: this will never work.
 */
export class ChatFailure extends Error {
  readonly kind: 'retry' | 'gone' | 'unavailable' | 'rejected';
  readonly retryAfterMs: number | undefined;
  readonly ambiguous: boolean;
  readonly exposed: boolean;
  constructor(
    kind: ChatFailure['kind'],
    message: string,
    more: { retryAfterMs?: number; ambiguous?: boolean; exposed?: boolean } = {},
  ) {
    super(message);
    this.name = 'ChatFailure';
    this.kind = kind;
    this.retryAfterMs = more.retryAfterMs;
    this.ambiguous = more.ambiguous ?? false;
    this.exposed = more.exposed ?? false;
  }
}
