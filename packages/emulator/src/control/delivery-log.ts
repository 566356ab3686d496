import type { Delivery } from '../delivery.ts';

/** How the app took a payload, as another process hears of it: without the payload's bytes. */
export interface RemoteDelivery extends Omit<Delivery, 'payload' | 'request' | 'envelope'> {
  /** For `redeliver`; the latest thousand are known. */
  id: string;
}

const keep = 1000;

export class DeliveryLog {
  readonly #deliveries = new Map<string, Delivery>();
  #last = 0;

  keep(delivery: Delivery): RemoteDelivery {
    this.#last += 1;
    const id = String(this.#last);
    this.#deliveries.set(id, delivery);
    this.#deliveries.delete(String(this.#last - keep));
    const { payload: _p, request: _r, envelope: _e, ...rest } = delivery;
    return { id, ...rest };
  }

  get(id: string): Delivery {
    const delivery = this.#deliveries.get(id);
    if (delivery === undefined) throw new Error(`Delivery ${id} is not among the latest ${keep}.`);
    return delivery;
  }
}
