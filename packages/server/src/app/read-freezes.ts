import type { FreezeCheck } from '@countersign/core/request/frozen';
import type { RequestState } from '@countersign/core/request/state';

const never: FreezeCheck = () => null;

/** The calendar is loaded for the first request that has a freeze: most services have none. */
export async function readFreezes({ plan: { freezes } }: RequestState): Promise<FreezeCheck> {
  if (freezes === undefined) return never;
  const { freezeCheck } = await import('@countersign/core/request/freeze');
  return freezeCheck(freezes);
}
