import type { Changes } from './changes.ts';
import type { Delivery } from './delivery.ts';

/** The events that the app has not acknowledged yet, in the order in which they happened. */
export class Undelivered {
  /** By event_id; the last try, or undefined while one is under way. */
  readonly #last = new Map<string, Delivery | undefined>();
  readonly #underWay = new Set<Promise<Delivery>>();
  readonly #changes: Changes;

  constructor(changes: Changes) {
    this.#changes = changes;
  }

  /** Resolves with the try's outcome; a failed one stays until a later one succeeds. */
  async track(eventId: string, attempt: Promise<Delivery>): Promise<Delivery> {
    this.#last.set(eventId, undefined);
    this.#underWay.add(attempt);
    try {
      const delivery = await attempt;
      if (delivery.ok) this.#last.delete(eventId);
      else this.#last.set(eventId, delivery);
      return delivery;
    } catch (error) {
      this.#last.delete(eventId);
      throw error;
    } finally {
      this.#underWay.delete(attempt);
      this.#changes.notify({ kind: 'event', event: eventId });
    }
  }

  /** Slack has no more tries for it. */
  giveUp(eventId: string): void {
    this.#last.delete(eventId);
    this.#changes.notify({ kind: 'event', event: eventId });
  }

  /** Whether this was the last try of an event that still waits. */
  waitsSince(last: Delivery): boolean {
    return this.list().includes(last);
  }

  list(): Delivery[] {
    return [...this.#last.values()].filter((last) => last !== undefined);
  }

  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }
}
