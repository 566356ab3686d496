import type { Entry } from '@countersign/core/log/entry';
import type { Card } from './card.ts';
import type { NewDelivery, Settled } from './delivery.ts';

/** What commits together with a state, or on its own. */
export type Effects = {
  entries?: Entry[];
  deliveries?: NewDelivery[];
  /** Written whole: inserted, or replaced by id. */
  cards?: Card[];
  settled?: Settled[];
};

/** Something that counts once: a click, an event, a token. */
export type Sight = { scope: string; id: string; at: number };
