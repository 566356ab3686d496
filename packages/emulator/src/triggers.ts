import type { Now } from './clock.ts';
import { secret } from './ids.ts';
import { forgetOldest } from './forget-oldest.ts';
import { SlackError } from './slack-error.ts';

/** Beyond these, an old trigger is unknown instead of used or expired. */
const remembered = 10_000;

/** Trigger ids: each opens one view, for the person who acted, within its lifetime. */
export class Triggers {
  readonly #issued = new Map<string, { user: string; at: number; used: boolean }>();
  readonly #now: Now;
  readonly #lifetimeMs: number;
  #count = 0;

  constructor(now: Now, lifetimeMs: number) {
    this.#now = now;
    this.#lifetimeMs = lifetimeMs;
  }

  issue(user: string): string {
    this.#count += 1;
    const id = `${this.#count}.${Math.floor(this.#now())}.${secret(16)}`;
    this.#issued.set(id, { user, at: this.#now(), used: false });
    forgetOldest(this.#issued, remembered);
    return id;
  }

  /** The person for whom the view opens. */
  exchange(id: string | undefined): string {
    const trigger = this.#issued.get(id ?? '');
    if (trigger === undefined) throw new SlackError('invalid_trigger_id');
    if (trigger.used) throw new SlackError('exchanged_trigger_id');
    if (this.#now() - trigger.at > this.#lifetimeMs) throw new SlackError('expired_trigger_id');
    trigger.used = true;
    return trigger.user;
  }
}
