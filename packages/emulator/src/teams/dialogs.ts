import type { Changes } from '../changes.ts';
import { copy, type JsonObject } from '../json.ts';
import type { TeamsChange } from './changes.ts';

/** A dialog (task module) that the bot opened for one person. */
export interface Dialog {
  title: string;
  /** One of the two; a dialog with a page of its own is shown as its address. */
  card?: JsonObject;
  url?: string;
  /** Where it was opened. */
  conversation: string;
  message: string;
}

export class Dialogs {
  readonly #open = new Map<string, Dialog>();
  readonly #changes: Changes<TeamsChange>;

  constructor(changes: Changes<TeamsChange>) {
    this.#changes = changes;
  }

  show(person: string, dialog: Dialog): void {
    this.#open.set(person, dialog);
    this.#changes.notify({ kind: 'dialog', person });
  }

  close(person: string): void {
    if (this.#open.delete(person)) this.#changes.notify({ kind: 'dialog', person });
  }

  of(person: string): Dialog | undefined {
    return copy(this.#open.get(person));
  }
}
