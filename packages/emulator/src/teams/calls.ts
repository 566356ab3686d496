import type { Changes } from '../changes.ts';
import type { TeamsChange } from './changes.ts';
import type { Operation } from './faults.ts';

/** One call of the bot's, to whichever service, as it was answered. */
export interface TeamsCall {
  operation: Operation;
  method: string;
  /** With its query. */
  path: string;
  body: unknown;
  /** It came with a bearer token, whether or not that one was good. */
  authorized: boolean;
  conversation?: string;
  /** ms, by the double's clock. */
  at: number;
  /** 0 where nothing was answered. */
  status: number;
  /** The refusal's code. */
  error?: string;
  /** The answer was cut off on its way. */
  lost?: boolean;
}

export class TeamsCalls {
  readonly #calls: TeamsCall[] = [];
  readonly #changes: Changes<TeamsChange>;
  readonly #keep: number;

  constructor(changes: Changes<TeamsChange>, keep = Number.POSITIVE_INFINITY) {
    this.#changes = changes;
    this.#keep = keep;
  }

  record(call: TeamsCall): void {
    this.#calls.push(call);
    if (this.#calls.length > this.#keep) this.#calls.shift();
    this.#changes.notify({ kind: 'call', operation: call.operation });
  }

  list(): TeamsCall[] {
    return [...this.#calls];
  }
}
