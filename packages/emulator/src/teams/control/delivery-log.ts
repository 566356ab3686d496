import { RecentDeliveries } from '../../control/recent.ts';
import type { TeamsDelivery } from '../delivery.ts';

/** How the bot took an activity, as another process hears of it: without the activity's bytes. */
export interface RemoteTeamsDelivery extends Omit<TeamsDelivery, 'activity' | 'request'> {
  /** For `redeliver`; the latest thousand are known. */
  id: string;
}

export class TeamsDeliveryLog extends RecentDeliveries<TeamsDelivery> {
  keep(delivery: TeamsDelivery): RemoteTeamsDelivery {
    const { activity: _activity, request: _request, ...rest } = delivery;
    return { id: this.add(delivery), ...rest };
  }
}
