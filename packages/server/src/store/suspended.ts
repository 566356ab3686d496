import { statement } from './statement.ts';

/** Since when the API has suspended the identity: a row where it has, and none where it has not. */
export const suspended = statement(({ id }: { id: string }, { db }) =>
  db
    .selectFrom('identities')
    .select('status_at')
    .where('id', '=', id)
    .where('status', '!=', 'active'),
);
