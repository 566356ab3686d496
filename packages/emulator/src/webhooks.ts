import { secret, slackId } from './ids.ts';

/** Incoming webhooks: one channel each, one-way. */
export class Webhooks {
  readonly #channels = new Map<string, string>();

  /** Returns the path of the new URL. */
  create(team: string, channel: string): string {
    const path = `/services/${team}/${slackId('B')}/${secret(12)}`;
    this.#channels.set(path, channel);
    return path;
  }

  channelOf(path: string): string | undefined {
    return this.#channels.get(path);
  }
}
