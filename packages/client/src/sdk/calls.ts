import type { Credential } from './credential.ts';
import { send, whole, type Call, type Connection } from './http.ts';
import { patiently } from './retry.ts';
import { systemTiming, type Timing } from './timing.ts';
import { serviceUrl } from './url.ts';
import type { WaitOptions } from './wait.ts';

export type ConnectOptions = {
  /** Where the service is, as in `https://countersign.example.com`. */
  url: string;
  /** Only a log that is open to anyone can be read without one. */
  credential?: Credential | undefined;
  fetch?: typeof fetch;
  timing?: Timing;
  /** A short call is tried again for this long while the service is away; 30 s unless told. */
  patienceMs?: number | undefined;
  /** How long the answer to a short call may take; 30 s unless told. */
  answerMs?: number | undefined;
  /** Called before a short call is tried again, unless the call has its own. */
  onTrouble?: WaitOptions['onTrouble'];
  /** Called when the service answers again. */
  onRecovery?: WaitOptions['onRecovery'];
};

/** Of one call. */
export type CallOptions = {
  signal?: AbortSignal | undefined;
  /** Called when the service cannot be reached for the moment. */
  onTrouble?: WaitOptions['onTrouble'];
};

const PATIENCE_MS = 30_000;
const ANSWER_MS = 30_000;

/** Calls of one service, each tried again while it is away. */
export class Calls {
  readonly connection: Connection;
  readonly #patienceMs: number;
  readonly #answerMs: number;
  readonly onTrouble: WaitOptions['onTrouble'];
  readonly #onRecovery: WaitOptions['onRecovery'];

  constructor(options: ConnectOptions) {
    this.connection = {
      url: serviceUrl(options.url),
      credential: options.credential,
      fetch: options.fetch ?? globalThis.fetch,
      timing: options.timing ?? systemTiming,
    };
    this.#patienceMs = options.patienceMs ?? PATIENCE_MS;
    this.#answerMs = options.answerMs ?? ANSWER_MS;
    this.onTrouble = options.onTrouble;
    this.#onRecovery = options.onRecovery;
  }

  // The signal ends the tries, not the call under way: a request that was sent must be known by its id.
  call(call: Omit<Call, 'timeoutMs'>, options: CallOptions = {}): Promise<Response> {
    const { signal, onTrouble = this.onTrouble } = options;
    const { timing } = this.connection;
    const onRecovery = this.#onRecovery;
    const until = timing.now() + this.#patienceMs;
    const patience = { timing, until, signal, onTrouble, onRecovery };
    const timed = { ...call, timeoutMs: this.#answerMs };
    return patiently(async () => whole(await send(this.connection, timed)), patience);
  }

  /** Tried once, for what each try would do again. */
  callOnce(call: Omit<Call, 'timeoutMs'>): Promise<Response> {
    return send(this.connection, { ...call, timeoutMs: this.#answerMs });
  }
}
