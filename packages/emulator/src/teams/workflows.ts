import { secret } from '../ids.ts';

/** "When a Teams webhook request is received" flows: one channel each, one-way. */
export class Workflows {
  readonly #channels = new Map<string, string>();

  /** Returns the path with its `sig`, which is all the authority there is. */
  create(channel: string): string {
    const path = `/workflows/${secret(16)}/triggers/manual/paths/invoke`;
    const sig = secret(24);
    this.#channels.set(`${path} ${sig}`, channel);
    return `${path}?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=${sig}`;
  }

  channelOf(path: string, sig: string | undefined): string | undefined {
    return this.#channels.get(`${path} ${sig ?? ''}`);
  }
}
