import type { Requests } from './requests.ts';
import type { Rule } from './rule.ts';

/** The same eight people in each; what they may do is in the directories of the desks. */
export type Who = 'ada' | 'grace' | 'lise' | 'olga' | 'emmy' | 'guest' | 'gone' | 'stranger';

/** What a person has before their eyes. */
export type Seen = {
  /** As it reads, a line a paragraph; moments as ISO instants. */
  text: string;
  /** Titles of the buttons that can be pressed at once, and of the entries of their menu. */
  buttons: string[];
  /** All that does something by being read or touched: links, mentions, markup, moments. */
  active: string[];
};

/** Something a person did, which their client may send once more. */
export type Act = { again(): Promise<void> };

/** Slack or Teams as people have it: what they see and do, never how it is told to the service. */
export type Chat = {
  /** The card of a request, as everybody sees it, or as one person does. */
  card(request: string, who?: Who): Promise<Seen>;
  /** All cards in the channel, oldest first. */
  cards(): Seen[];
  /** The same in the channel where emergencies are announced. */
  announced(): Seen[];
  /** The lines below them, oldest first. */
  belowAnnounced(): string[];
  /** Whom the messages there notify, oldest first. */
  calledThere(): string[][];
  /** The lines below a card, oldest first. */
  thread(request: string): Promise<string[]>;
  /** Whom the messages about a request notify: its card, then each line below it; groups by id. */
  called(request: string): Promise<string[][]>;
  /** The cards in one person's own chat with the app, oldest first. */
  own(who: Who): Seen[];
  /** What else it says there, oldest first. */
  ownLines(who: Who): string[];
  /**
   * Presses Approve on the newest card in that chat, or as a client that makes it up: on that of
   * `of`, or on it from the channel.
   */
  approveOwn(who: Who, made?: { of?: Who; from?: 'channel' }): Promise<void>;
  /** Asks there for the details of a restricted request, and reads what comes. */
  detailsOwn(who: Who): Promise<Seen>;
  rejectOwn(who: Who, reason: string): Promise<void>;
  /** Approves there alone, by the form for emergencies of the newest card. */
  breakGlassOwn(who: Who, reason: string): Promise<void>;
  /** On the newest card there, which announces an emergency: all is well. */
  findingOwn(who: Who): Promise<void>;
  /** A card of a channel, as if it stood in somebody's own chat. */
  approveFromOwn(request: string, who: Who): Promise<void>;
  /** So many of the next attempts to write to one person fail for good. */
  turnAway(times?: number): void;
  /** All that one person was told, and nobody else. */
  told(who: Who): string;
  /** All that ever left the service for this platform, as JSON. */
  everything(): string;

  /** Presses Approve on the card. */
  approve(request: string, who: Who): Promise<Act>;
  /** Opens the form of a change that a card can't hold, ticks that it was read, and approves. */
  review(request: string, who: Who): Promise<void>;
  /** Asks for the details of a restricted request, and reads what comes. */
  details(request: string, who: Who): Promise<Seen>;
  /** The same, then ticks that it was read, and approves. */
  readAndApprove(request: string, who: Who): Promise<void>;
  /** An approval that says it was read, as by a client that makes it up. */
  approveForged(request: string, who: Who): Promise<void>;
  /** Opens the form for approving alone in an emergency, and reads it or why there is none. */
  emergency(request: string, who: Who): Promise<Seen>;
  /** The same, then gives a reason, ticks that the change was read, and approves alone. */
  breakGlass(request: string, who: Who, reason: string, ticked?: boolean): Promise<void>;
  /** On the card that announces an emergency: all is well, or a concern in so many words. */
  finding(request: string, who: Who, concern?: string): Promise<void>;
  /** The same on a line of the list that a request is in. */
  findingInLine(request: string, who: Who, concern?: string): Promise<void>;
  /** Asks there for the details of a restricted request, and reads what comes. */
  detailsToReview(request: string, who: Who): Promise<Seen>;
  /** Presses Approve on the card in the other channel. */
  approveElsewhere(request: string, who: Who): Promise<void>;
  /** Opens the form and sends it off; an empty reason as by a client that doesn't mind. */
  reject(request: string, who: Who, reason: string): Promise<void>;
  /** Opens one request of a list by itself, and reads it. */
  showLine(request: string, who: Who): Promise<Seen>;
  /** The same, then ticks that it was read, and approves. */
  reviewLine(request: string, who: Who): Promise<void>;
  /** Opens the form about all of the list that a request is in, and reads it. */
  openTogether(request: string, who: Who, vote: 'approve' | 'reject'): Promise<Seen>;
  /** The form that somebody has open, as it reads now; null where there is none. */
  openForm(who: Who): Seen | null;
  /** Sends that form off. */
  sendTogether(request: string, who: Who, reason?: string): Promise<Act>;
  /**
   * Says something to the bot from the channel, and reads its answer. `@ada` mentions her, as people
   * do who choose a name from the list.
   */
  say(who: Who, words: string): Promise<string>;
  /** An Approve as it stands on the card now, for a client that presses it whatever came since. */
  approveButton(request: string): Promise<(who: Who) => Promise<void>>;
  /** The platform or a client tells the service of the cards that are there. */
  look(): Promise<void>;

  /** What the rule for deploys says from now on. */
  rule(more: Rule): Promise<void>;
  /** What becomes of the channel; what is left out is as usual. */
  channelIs(what: { shared?: boolean; private?: boolean; left?: boolean }): Promise<void>;

  /** All groups, unless one is named. */
  leaveGroups(who: Who, named?: 'releasers'): void;
  disable(who: Who): void;
  /** Look-ups fail from now on: who somebody is, or what groups they are in. */
  failLookUps(of: 'people' | 'groups'): void;
  /** Nothing is answered any more but with an error. */
  goDown(): void;
  /** What a card can't hold does not get below it. */
  failUploads(): void;
  /** The next card is posted, and the service does not learn of it. */
  loseNextAnswer(): void;
  recover(): void;
};

export type Platform = Chat & Requests & { name: 'Slack' | 'Teams' };
