import type { Entry } from '../log/entry.ts';
import type { Delegation } from './delegation.ts';

/** The log's entry for a stand-in who was named, or is none any more before the time is over. */
export function delegationEntry(
  what: 'made' | 'ended',
  { id: delegation, principal, standIn, from, until }: Delegation,
  { id, now }: { id: string; now: number },
): Entry {
  return {
    id,
    at: instant(now),
    kind: `delegation.${what}`,
    body: {
      delegation,
      principal: principal.person.id,
      standIn: standIn.person.id,
      from: instant(from),
      until: instant(until),
    },
  };
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
