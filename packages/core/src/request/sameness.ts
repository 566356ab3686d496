import { digestOf, type Digest, type Json } from '../digest.ts';
import type { RequestState } from './state.ts';

/**
 * Two requests of an identity with one sameness would be the same question to the same people: the
 * change, all that policy asks for it (with its version), and who stands behind it. Somebody else
 * behind it is another request: they might decide about the first.
 */
export function samenessOf({ digest, plan, behind }: RequestState): Digest {
  const people = [...new Set(behind.map(({ id, as }) => `${as} ${id}`))].sort();
  return digestOf({ digest, plan: plan as Json, behind: people });
}
