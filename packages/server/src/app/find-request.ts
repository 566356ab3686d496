import type { StoredRequest } from '../ports/stored-request.ts';
import type { Caller } from './caller.ts';
import type { Context } from './context.ts';
import { Fault } from './fault.ts';

/** A request of the caller's own. Somebody else's looks as if it did not exist. */
export async function findRequest(
  ctx: Context,
  caller: Caller,
  id: string,
): Promise<StoredRequest> {
  const found = await ctx.store.requests.get(id);
  if (found?.state.identity.id !== caller.identity.id) throw notFound(id);
  return found;
}

export function notFound(id: string): Fault {
  if (id === '') return new Fault('not_found', 'The address names no request: its id is missing.');
  return new Fault(
    'not_found',
    `There is no request ${id} here, or it is another identity’s. Check the id and the credential.`,
  );
}
