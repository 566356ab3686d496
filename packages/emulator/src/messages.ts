import type { Block } from './interactive.ts';
import type { Changes } from './changes.ts';
import { forgetOldest } from './forget-oldest.ts';
import { copy, type JsonObject } from './json.ts';

export interface Revision {
  text: string;
  blocks: Block[];
}

/** Source: https://docs.slack.dev/messaging/message-metadata */
export interface MessageMetadata {
  event_type: string;
  event_payload: JsonObject;
}

/** A message as everyone in the channel sees it. */
export interface Message {
  type: 'message';
  channel: string;
  ts: string;
  thread_ts?: string;
  user: string;
  bot_id?: string;
  app_id?: string;
  /** How it got there; a webhook's message can never be updated. */
  via: 'api' | 'webhook' | 'response_url' | 'command' | 'file' | 'person';
  text: string;
  blocks: Block[];
  attachments?: unknown[];
  metadata?: MessageMetadata;
  reply_broadcast?: boolean;
  unfurl_links?: boolean;
  unfurl_media?: boolean;
  edited?: { user: string; ts: string };
  files?: JsonObject[];
  deleted?: boolean;
  reply_count: number;
  /** In a thread whose first message never was: accepted by Slack and seen by nobody. */
  hidden?: boolean;
  /** What it said before each update, oldest first. */
  revisions: Revision[];
}

/** A message that one person sees, until a reload. */
export interface Ephemeral {
  channel: string;
  user: string;
  ts: string;
  thread_ts?: string;
  text: string;
  blocks: Block[];
  via: 'api' | 'response_url' | 'command';
  /** In a thread without replies, where Slack shows no ephemeral. */
  hidden?: boolean;
  deleted?: boolean;
}

export class Messages {
  readonly #posted = new Map<string, Map<string, Message>>();
  readonly #ephemerals: Ephemeral[] = [];
  readonly #changes: Changes;
  readonly #keep: number;

  /** `keep`: how many of a channel are remembered, the latest ones. */
  constructor(changes: Changes, keep = Number.POSITIVE_INFINITY) {
    this.#changes = changes;
    this.#keep = keep;
  }

  post(message: Omit<Message, 'type' | 'revisions' | 'reply_count' | 'hidden'>): Message {
    const posted: Message = { type: 'message', revisions: [], reply_count: 0, ...message };
    const parent = this.#parentOf(message);
    if (parent !== undefined) parent.reply_count += 1;
    else if (message.thread_ts !== undefined) posted.hidden = true;
    const channel = this.#channel(posted.channel);
    channel.set(posted.ts, posted);
    forgetOldest(channel, this.#keep);
    this.#changes.notify({ kind: 'message', channel: posted.channel, ts: posted.ts });
    return posted;
  }

  whisper(said: Omit<Ephemeral, 'hidden'>): Ephemeral {
    const inThread = said.thread_ts !== undefined;
    const hidden = inThread && (this.#parentOf(said)?.reply_count ?? 0) === 0;
    const ephemeral: Ephemeral = hidden ? { ...said, hidden } : said;
    this.#ephemerals.push(ephemeral);
    this.#changes.notify({ kind: 'ephemeral', channel: ephemeral.channel, ts: ephemeral.ts });
    return ephemeral;
  }

  edit(message: Message, content: Partial<Revision>, edited: { user: string; ts: string }): void {
    message.revisions.push({ text: message.text, blocks: message.blocks });
    Object.assign(message, content, { edited });
    this.#changes.notify({ kind: 'message', channel: message.channel, ts: message.ts });
  }

  rewrite(ephemeral: Ephemeral, content: Revision): void {
    Object.assign(ephemeral, content);
    this.#changes.notify({ kind: 'ephemeral', channel: ephemeral.channel, ts: ephemeral.ts });
  }

  delete(message: Message | Ephemeral): void {
    message.deleted = true;
    this.#changes.notify({ kind: 'message', channel: message.channel, ts: message.ts });
  }

  find(channel: string, ts: string): Message | undefined {
    const message = this.#channel(channel).get(ts);
    return message?.deleted ? undefined : message;
  }

  findEphemeral(channel: string, ts: string): Ephemeral | undefined {
    return this.#ephemerals.find((m) => m.channel === channel && m.ts === ts && !m.deleted);
  }

  /** Copies, in the order of posting, with what was deleted still there and marked. */
  inChannel(channel: string): Message[] {
    return copy([...this.#channel(channel).values()]);
  }

  ephemerals(): Ephemeral[] {
    return copy(this.#ephemerals);
  }

  #parentOf({ channel, thread_ts }: { channel: string; thread_ts?: string }): Message | undefined {
    return thread_ts === undefined ? undefined : this.#channel(channel).get(thread_ts);
  }

  #channel(id: string): Map<string, Message> {
    const known = this.#posted.get(id) ?? new Map<string, Message>();
    this.#posted.set(id, known);
    return known;
  }
}
