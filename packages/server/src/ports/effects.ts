import type { AnyAccount } from '@countersign/core/people';
import type { Entry } from '@countersign/core/log/entry';
import type { Card } from './card.ts';
import type { NewDelivery, Settled } from './delivery.ts';

/** What commits together with a state, or on its own. */
export type Effects = {
  decisions?: Decision[];
  entries?: Entry[];
  deliveries?: NewDelivery[];
  /** Written whole: inserted, or replaced by id. */
  cards?: Card[];
  drawn?: Drawn[];
  settled?: Settled[];
};

/**
 * A message shows this version of its request now. Nothing else of the card is touched, so it needs no
 * lock; of a card that has another message meanwhile, or shows more of the change, nothing is.
 */
export type Drawn = { card: string; message: string; whole: boolean; version: number };

/** A person's word on a request, and how long they took for it: for the figures of approvers. */
export type Decision = {
  request: string;
  person: string;
  name: string;
  platform: AnyAccount['platform'];
  at: number;
  tookMs: number;
};

/** Something that counts once: a click, an event, a token. */
export type Sight = { scope: string; id: string; at: number };
