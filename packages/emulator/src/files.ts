import type { Changes } from './changes.ts';
import { secret, slackId } from './ids.ts';

export interface StoredFile {
  id: string;
  name: string;
  title: string;
  /** Bytes announced by `files.getUploadURLExternal`. */
  length: number;
  content: Buffer | undefined;
  snippet_type: string | undefined;
  /** Set once the upload is completed. */
  channel?: string;
  thread_ts?: string;
}

export class Files {
  readonly #files = new Map<string, StoredFile>();
  readonly #tickets = new Map<string, string>();
  readonly #changes: Changes;

  constructor(changes: Changes) {
    this.#changes = changes;
  }

  /** Returns the file's id and the ticket that its one-time upload URL carries. */
  announce(name: string, length: number, snippetType: string | undefined): [string, string] {
    const id = slackId('F');
    const ticket = secret();
    const file = { id, name, title: name, length, content: undefined, snippet_type: snippetType };
    this.#files.set(id, file);
    this.#tickets.set(ticket, id);
    return [id, ticket];
  }

  /** The file that was stored, or undefined where the ticket is unknown or used. */
  upload(ticket: string, content: Buffer): StoredFile | undefined {
    const file = this.#files.get(this.#tickets.get(ticket) ?? '');
    this.#tickets.delete(ticket);
    if (file !== undefined) file.content = content;
    return file;
  }

  find(id: string): StoredFile | undefined {
    return this.#files.get(id);
  }

  share(file: StoredFile, title: string, channel?: string, thread_ts?: string): void {
    Object.assign(file, { title, channel, thread_ts });
    this.#changes.notify({ kind: 'file', file: file.id });
  }

  list(): StoredFile[] {
    return [...this.#files.values()].map((file) => ({ ...file }));
  }
}
