import type { Now } from './clock.ts';

export interface Tier {
  perMinute: number;
  burst: number;
}

/** Source: https://docs.slack.dev/apis/web-api/rate-limits; tier 1 tolerates a small burst. */
export const tier1: Tier = { perMinute: 1, burst: 10 };
export const tier2: Tier = { perMinute: 20, burst: 20 };
export const tier3: Tier = { perMinute: 50, burst: 50 };
export const tier4: Tier = { perMinute: 100, burst: 100 };
/** Hundreds of calls a minute, or paced by another rule. */
export const special: Tier = { perMinute: 600, burst: 600 };

/** Slack allows short bursts above one message a second and publishes no number. */
const postBurst = 3;

interface Bucket {
  tokens: number;
  at: number;
}

export class Pace {
  enabled: boolean;
  readonly #buckets = new Map<string, Bucket>();
  readonly #now: Now;

  constructor(enabled: boolean, now: Now) {
    this.enabled = enabled;
    this.#now = now;
  }

  /** Seconds to wait (`Retry-After`) before the method may be called again; 0 when it may now. */
  method(token: string, method: string, tier: Tier): number {
    return this.#take(`${token} ${method}`, tier.burst, tier.perMinute / 60_000);
  }

  /** One message a second in each channel, over all ways to post. */
  post(channel: string): number {
    return this.#take(`post ${channel}`, postBurst, 1 / 1000);
  }

  #take(key: string, capacity: number, perMs: number): number {
    if (!this.enabled) return 0;
    const now = this.#now();
    const bucket = this.#buckets.get(key) ?? { tokens: capacity, at: now };
    bucket.tokens = Math.min(capacity, bucket.tokens + (now - bucket.at) * perMs);
    bucket.at = now;
    this.#buckets.set(key, bucket);
    if (bucket.tokens < 1) return Math.max(1, Math.ceil((1 - bucket.tokens) / perMs / 1000));
    bucket.tokens -= 1;
    return 0;
  }
}
