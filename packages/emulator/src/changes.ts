export type Change =
  | { kind: 'message' | 'ephemeral'; channel: string; ts: string }
  | { kind: 'view' | 'home'; user: string }
  | { kind: 'file'; file: string }
  | { kind: 'call'; method: string }
  /** An event was tried: acknowledged, or added to those undelivered. */
  | { kind: 'event'; event: string }
  | { kind: 'socket' }
  | { kind: 'workspace' };

export class Changes<C = Change> {
  readonly #listeners = new Set<(change: C) => void>();

  /** Returns the function that ends the subscription. */
  subscribe(listener: (change: C) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  notify(change: C): void {
    for (const listener of this.#listeners) listener(change);
  }

  /** Resolves once `holds` does, looking again at every change; rejects after `withinMs`. */
  async until(holds: () => boolean, withinMs: number): Promise<void> {
    if (holds()) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(
      () => reject(new Error(`What was waited for did not happen within ${withinMs} ms.`)),
      withinMs,
    );
    const end = this.subscribe(() => {
      if (holds()) resolve();
    });
    await promise.finally(() => {
      clearTimeout(timer);
      end();
    });
  }
}
