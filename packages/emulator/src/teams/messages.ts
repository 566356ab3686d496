import type { Changes } from '../changes.ts';
import { copy, isObject, type JsonObject, text } from '../json.ts';
import { forgetOldest } from '../forget-oldest.ts';
import type { TeamsChange } from './changes.ts';

interface Attachment {
  contentType: string;
  content?: unknown;
  contentUrl?: string;
  name?: string;
}

export interface Content {
  text: string;
  summary: string | undefined;
  attachments: Attachment[];
  entities: JsonObject[];
}

/** A message as everyone in the conversation gets it; what one person sees instead is a view. */
export interface TeamsMessage extends Content {
  id: string;
  /** The channel or the personal chat, without `;messageid=`. */
  conversation: string;
  /** The id of the thread's first message; a first message's own. */
  thread: string;
  from: { id: string; name: string; aadObjectId?: string };
  via: 'bot' | 'person' | 'workflow';
  /** Seen by this one person, by their object id. */
  onlyFor?: string;
  /** ms; of the last edit. */
  edited?: number;
  deleted?: boolean;
  /** What it said before each edit, oldest first. */
  revisions: Content[];
}

export const adaptiveCard = 'application/vnd.microsoft.card.adaptive';

export function cardOf(content: Content): JsonObject | undefined {
  const card = content.attachments.find(({ contentType }) => contentType === adaptiveCard);
  return isObject(card?.content) ? card.content : undefined;
}

export function contentOf(activity: JsonObject): Content {
  const { attachments, entities } = activity;
  return copy({
    text: text(activity['text']) ?? '',
    summary: text(activity['summary']),
    attachments: Array.isArray(attachments) ? (attachments as Attachment[]) : [],
    entities: Array.isArray(entities) ? (entities as JsonObject[]) : [],
  });
}

export class TeamsMessages {
  readonly #posted = new Map<string, Map<string, TeamsMessage>>();
  readonly #changes: Changes<TeamsChange>;

  readonly #keep: number;

  /** `keep`: how many of a conversation are remembered, the latest ones. */
  constructor(changes: Changes<TeamsChange>, keep = Number.POSITIVE_INFINITY) {
    this.#changes = changes;
    this.#keep = keep;
  }

  post(message: Omit<TeamsMessage, 'revisions'>): TeamsMessage {
    const posted = { ...message, revisions: [] };
    const conversation = this.#conversation(posted.conversation);
    conversation.set(posted.id, posted);
    forgetOldest(conversation, this.#keep);
    this.#notify(posted);
    return posted;
  }

  edit(message: TeamsMessage, content: Content, at: number): void {
    const { text, summary, attachments, entities } = message;
    message.revisions.push({ text, summary, attachments, entities });
    Object.assign(message, content, { edited: at });
    this.#notify(message);
  }

  delete(message: TeamsMessage): void {
    message.deleted = true;
    this.#notify(message);
  }

  find(conversation: string, id: string): TeamsMessage | undefined {
    const message = this.#posted.get(conversation)?.get(id);
    return message?.deleted ? undefined : message;
  }

  /** Copies, in the order of posting, with what was deleted still there and marked. */
  inConversation(conversation: string): TeamsMessage[] {
    return copy([...(this.#posted.get(conversation)?.values() ?? [])]);
  }

  /** The same of one thread, its first message first. */
  inThread(conversation: string, id: string): TeamsMessage[] {
    const all = [...(this.#posted.get(conversation)?.values() ?? [])];
    return copy(all.filter(({ thread }) => thread === id));
  }

  #conversation(id: string): Map<string, TeamsMessage> {
    const known = this.#posted.get(id) ?? new Map<string, TeamsMessage>();
    this.#posted.set(id, known);
    return known;
  }

  #notify({ conversation, id }: TeamsMessage): void {
    this.#changes.notify({ kind: 'message', conversation, id });
  }
}
