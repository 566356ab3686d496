import type { Now } from './clock.ts';
import { forgetOldest } from './forget-oldest.ts';
import { secret } from './ids.ts';

const maxUses = 5;
const lifetimeMs = 30 * 60 * 1000;
/** Beyond these, an old one has expired. */
const remembered = 10_000;

/** What a response_url answers for: the person who acted and the message acted upon. */
export interface ResponseTarget {
  channel: string;
  user: string;
  via: 'response_url' | 'command';
  /** The message or ephemeral with the button; a command has none. */
  ts?: string;
}

/** Source: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
export class ResponseUrls {
  readonly #issued = new Map<string, { target: ResponseTarget; at: number; uses: number }>();
  readonly #now: Now;
  #count = 0;

  constructor(now: Now) {
    this.#now = now;
  }

  /** Returns the path of the new URL. */
  issue(team: string, target: ResponseTarget): string {
    const kind = target.via === 'command' ? 'commands' : 'actions';
    this.#count += 1;
    const path = `/${kind}/${team}/${this.#count}/${secret(12)}`;
    this.#issued.set(path, { target, at: this.#now(), uses: 0 });
    forgetOldest(this.#issued, remembered);
    return path;
  }

  channelOf(path: string): string | undefined {
    return this.#issued.get(path)?.target.channel;
  }

  /** The target, one use fewer; or the code of the refusal. */
  use(path: string): ResponseTarget | 'expired_url' | 'used_url' {
    const issued = this.#issued.get(path);
    if (issued === undefined || this.#now() - issued.at > lifetimeMs) return 'expired_url';
    if (issued.uses >= maxUses) return 'used_url';
    issued.uses += 1;
    return issued.target;
  }
}
