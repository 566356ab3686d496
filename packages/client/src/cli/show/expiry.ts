import type { RequestView } from '@countersign/core/wire/types';
import { lasting } from './time.ts';

/** Where the policy gives less time than was asked for: a sentence. `expires` is in milliseconds. */
export function soonerThanAsked(
  view: RequestView,
  expires: number | undefined,
): string | undefined {
  const given = Date.parse(view.expiresAt) - Date.parse(view.createdAt);
  if (expires === undefined || given > expires - 1_000) return undefined;
  return `It expires after ${lasting(given)}, not after the ${lasting(expires)} asked for: the policy gives no more.`;
}
