import type { Changes } from './changes.ts';
import type { JsonObject } from './json.ts';

/** One call of the Web API, as it was answered. */
export interface Call {
  method: string;
  args: JsonObject;
  token: string | undefined;
  /** ms, by the double's clock. */
  at: number;
  status: number;
  ok: boolean;
  error?: string;
  /** The answer was cut off on its way. */
  lost?: boolean;
}

export class Calls {
  readonly #calls: Call[] = [];
  readonly #changes: Changes;

  readonly #keep: number;

  constructor(changes: Changes, keep = Number.POSITIVE_INFINITY) {
    this.#changes = changes;
    this.#keep = keep;
  }

  record(call: Call): void {
    this.#calls.push(call);
    if (this.#calls.length > this.#keep) this.#calls.shift();
    this.#changes.notify({ kind: 'call', method: call.method });
  }

  list(): Call[] {
    return [...this.#calls];
  }
}
