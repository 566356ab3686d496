import type { TeamsDelivery } from '../delivery.ts';

/** How the bot took an activity, as another process hears of it: without the activity's bytes. */
export interface RemoteTeamsDelivery extends Omit<TeamsDelivery, 'activity' | 'request'> {
  /** For `redeliver`; the latest thousand are known. */
  id: string;
}

const keep = 1000;

export class TeamsDeliveryLog {
  readonly #deliveries = new Map<string, TeamsDelivery>();
  #last = 0;

  keep(delivery: TeamsDelivery): RemoteTeamsDelivery {
    this.#last += 1;
    const id = String(this.#last);
    this.#deliveries.set(id, delivery);
    this.#deliveries.delete(String(this.#last - keep));
    const { activity: _activity, request: _request, ...rest } = delivery;
    return { id, ...rest };
  }

  get(id: string): TeamsDelivery {
    const delivery = this.#deliveries.get(id);
    if (delivery === undefined) throw new Error(`Delivery ${id} is not among the latest ${keep}.`);
    return delivery;
  }
}
