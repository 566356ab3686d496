import type { Changes } from '../changes.ts';
import type { JsonObject } from '../json.ts';
import type { TeamsChange } from './changes.ts';
import { cardOf, type TeamsMessage } from './messages.ts';

/** A card that one person sees in place of the message's own. */
export interface View {
  card: JsonObject;
  /** ms; when the bot answered with it. */
  at: number;
}

/** A sentence the client showed to one person. */
export interface Notice {
  person: string;
  conversation: string;
  /** Of the message with the card. */
  message: string;
  text: string;
}

/** What the bot's answers made single people see. */
export class TeamsViews {
  readonly #views = new WeakMap<TeamsMessage, Map<string, View>>();
  readonly #notices: Notice[] = [];
  readonly #changes: Changes<TeamsChange>;

  constructor(changes: Changes<TeamsChange>) {
    this.#changes = changes;
  }

  set(message: TeamsMessage, person: string, view: View): void {
    const views = this.#views.get(message) ?? new Map<string, View>();
    views.set(person, view);
    this.#views.set(message, views);
    const { conversation, id } = message;
    this.#changes.notify({ kind: 'view', conversation, id, person });
  }

  of(message: TeamsMessage, person: string): View | undefined {
    return this.#views.get(message)?.get(person);
  }

  /** An edit of the message is what everybody sees from then on. */
  forget(message: TeamsMessage): void {
    this.#views.delete(message);
  }

  shown(message: TeamsMessage, person: string): JsonObject | undefined {
    return this.of(message, person)?.card ?? cardOf(message);
  }

  notice(notice: Notice): void {
    this.#notices.push(notice);
    this.#changes.notify({ kind: 'notice', person: notice.person });
  }

  notices(person: string): Notice[] {
    return this.#notices.filter((notice) => notice.person === person);
  }
}
