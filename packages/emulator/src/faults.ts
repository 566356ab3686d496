export type FaultKind =
  | { kind: 'ratelimited'; retryAfter: number }
  | { kind: 'http'; status: number }
  | { kind: 'error'; error: string }
  /** Done at once, answered late. */
  | { kind: 'slow'; ms: number }
  | { kind: 'slow'; until: Promise<unknown> }
  /** Done, but the answer never arrives: the connection breaks. */
  | { kind: 'lost' };

export interface Fault {
  /** A Web API method; `*` is any. */
  method: string;
  channel?: string;
  /** How many calls it strikes; 1 by default. */
  times?: number;
  with: FaultKind;
}

export class Faults {
  #planned: (Fault & { left: number })[] = [];

  plan(fault: Fault): void {
    this.#planned.push({ ...fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#planned = [];
  }

  /** The fault that strikes this call, used up by one. */
  strike(method: string, channel: string | undefined): FaultKind | undefined {
    const fault = this.#planned.find(
      (planned) =>
        planned.left > 0 &&
        (planned.method === method || planned.method === '*') &&
        (planned.channel === undefined || planned.channel === channel),
    );
    if (fault === undefined) return undefined;
    fault.left -= 1;
    return fault.with;
  }
}
