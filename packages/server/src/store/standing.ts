import type { IdentityDefinition } from '@countersign/core/identity/definition';
import type { ApiStanding } from '../ports/register-store.ts';
import { statement } from './statement.ts';

type Row = { status: string; status_at: number; definition: string | null };

/** What the API says of an identity: a row where it says anything. */
export const standing = statement(({ id }: { id: string }, { db }) =>
  db.selectFrom('identities').select(['status', 'status_at', 'definition']).where('id', '=', id),
);

export function readStanding([row]: readonly Row[]): ApiStanding {
  if (!row) return { suspendedAt: null, definition: null };
  return {
    // Whatever else may stand there lets nothing through.
    suspendedAt: row.status === 'active' ? null : row.status_at,
    definition: row.definition === null ? null : (JSON.parse(row.definition) as IdentityDefinition),
  };
}
