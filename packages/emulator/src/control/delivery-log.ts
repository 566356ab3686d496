import type { Delivery } from '../delivery.ts';
import { RecentDeliveries } from './recent.ts';

/** How the app took a payload, as another process hears of it: without the payload's bytes. */
export interface RemoteDelivery extends Omit<Delivery, 'payload' | 'request' | 'envelope'> {
  /** For `redeliver`; the latest thousand are known. */
  id: string;
}

export class DeliveryLog extends RecentDeliveries<Delivery> {
  keep(delivery: Delivery): RemoteDelivery {
    const { payload: _p, request: _r, envelope: _e, ...rest } = delivery;
    return { id: this.add(delivery), ...rest };
  }
}
