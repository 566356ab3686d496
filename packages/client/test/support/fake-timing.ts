import type { Timing } from '../../src/sdk/timing.ts';

/** Time that passes only by sleeping, at once; `slept` are the pauses in milliseconds. */
export class FakeTiming implements Timing {
  readonly slept: number[] = [];
  #now: number;

  /** A clock that is wrong by so many milliseconds. */
  constructor(aheadMs = 0) {
    this.#now = Date.now() + aheadMs;
  }

  readonly now = () => this.#now;
  readonly random = () => 0.5;
  readonly sleep = async (ms: number, signal?: AbortSignal) => {
    signal?.throwIfAborted();
    this.slept.push(ms);
    this.#now += ms;
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  };
}
