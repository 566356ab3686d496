import { digestOf, type Digest, type Json } from '../digest.ts';
import type { RequestState } from './state.ts';

/** So many requests a message takes: Slack's 50 blocks and 10,000 characters, Teams' 40,000. */
export const MOST_LISTED = 12;

/**
 * Open requests with one likeness may share a card: the same identity asks for the same action in the
 * same environment, and policy asks the same of each (by one version of it). What they are about, and
 * who is behind each, may differ. Null where policy wants a card for each.
 */
export function likenessOf({
  identity,
  action,
  environment,
  plan,
}: Pick<RequestState, 'identity' | 'action' | 'environment' | 'plan'>): Digest | null {
  // Messages to people one by one are each of one request, and a card that withholds shows no change.
  if (!plan.burst || plan.direct || plan.showing?.sensitivity === 'restricted') return null;
  return digestOf({ identity: identity.id, action, environment, plan: plan as Json });
}
