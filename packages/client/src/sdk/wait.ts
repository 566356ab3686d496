import type { RequestView } from '@countersign/core/wire/types';
import { CountersignError, isTransient } from './error.ts';
import { readJson, send, type Connection } from './http.ts';
import { jitter, patiently, retryAfterMs } from './retry.ts';
import { readView } from './view.ts';

export type WaitOptions = {
  /** How long to wait for the decision; until the request's own expiry unless told. */
  timeoutMs?: number | undefined;
  signal?: AbortSignal | undefined;
  /**
   * Called with the request at once and after every change, and with the milliseconds until it
   * expires, by the service's clock: this machine's may differ.
   */
  onChange?: ((view: RequestView, remainingMs: number) => void) | undefined;
  /** Called when the service cannot be reached for the moment. */
  onTrouble?: ((error: CountersignError) => void) | undefined;
  /** Called when the service answers again. */
  onRecovery?: (() => void) | undefined;
  /** Seconds that the service holds each answer, 1 to 60. Fewer show single votes sooner. */
  holdSeconds?: number | undefined;
};

/** The service may be away for this long before and after the time in which a decision can come. */
const GRACE_MS = 120_000;
const LONGEST_HOLD = 30;
/** Cards are posted within a moment, and then have links: until then the request is looked at often. */
const POSTING = { holdSeconds: 2, looks: 5 };

/**
 * Long-polls until the request is decided (RFC 7240, `wait`). Survives restarts of the service:
 * reconnects with back-off. Throws `wait_timed_out` when the time is over.
 */
export async function wait(
  connection: Connection,
  id: string,
  options: WaitOptions = {},
): Promise<RequestView> {
  const { timing } = connection;
  const { timeoutMs, signal, onChange } = options;
  const deadline = timeoutMs === undefined ? Infinity : timing.now() + timeoutMs;
  let lastChance = timing.now() + GRACE_MS;
  let shown = '';
  let looks = 0;
  let wish = options.holdSeconds;
  for (let isFirst = true; ; isFirst = false) {
    // The first answer is not held, so that there is something to show at once.
    const holdMs = isFirst ? 0 : holdFor(deadline - timing.now(), wish);
    const { view, pauseMs, remainingMs } = await patiently(
      () => poll(connection, id, holdMs, options),
      {
        timing,
        until: Math.min(deadline, lastChance),
        signal,
        onTrouble: options.onTrouble,
        onRecovery: options.onRecovery,
      },
    ).catch((error: unknown) => {
      throw isTransient(error) && deadline <= lastChance ? timedOut(id, error) : error;
    });
    const state = JSON.stringify(view);
    if (state !== shown) onChange?.(view, remainingMs);
    shown = state;
    if (view.status !== 'pending') return view;
    const posting = isPosting(view) && (looks += 1) <= POSTING.looks;
    wish = posting ? POSTING.holdSeconds : options.holdSeconds;
    lastChance = Math.max(lastChance, timing.now() + remainingMs + GRACE_MS);
    if (timing.now() + pauseMs >= deadline) throw timedOut(id);
    if (!isFirst) await timing.sleep(pauseMs, signal);
  }
}

function isPosting({ cards }: RequestView): boolean {
  return cards.some(({ state }) => state === 'queued');
}

function holdFor(remainingMs: number, wish = LONGEST_HOLD): number {
  const seconds = Math.min(wish, Math.ceil(remainingMs / 1000), 60);
  return Math.max(1, seconds) * 1000;
}

async function poll(connection: Connection, id: string, holdMs: number, options: WaitOptions) {
  const response = await send(connection, {
    path: `v1/requests/${encodeURIComponent(id)}`,
    headers: holdMs > 0 ? { prefer: `wait=${holdMs / 1000}` } : {},
    timeoutMs: holdMs + 15_000,
    signal: options.signal,
  });
  const view = readView(await readJson(response), id);
  const remainingMs = Date.parse(view.expiresAt) - clockOf(response, connection);
  return { view, pauseMs: pauseAfter(response, connection), remainingMs };
}

/** The service's time, in milliseconds since the epoch: whole seconds, and this machine's where it tells none. */
function clockOf({ headers }: Response, { timing }: Connection): number {
  const told = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(told) ? timing.now() : told;
}

/** A service that shuts down says when to come back; one that does not hold answers is not hurried. */
function pauseAfter(response: Response, { timing }: Connection): number {
  const wish = retryAfterMs(response.headers.get('retry-after'), timing.now());
  if (wish !== undefined) return wish + jitter(timing);
  return response.headers.has('preference-applied') ? 0 : 2_000 + jitter(timing);
}

function timedOut(id: string, cause?: unknown): CountersignError {
  return new CountersignError('wait_timed_out', `Nobody decided on ${id} in time.`, { cause });
}
