import { statement } from './statement.ts';

/** A row where the API has suspended the identity, and none where it has not. */
export const suspended = statement(({ id }: { id: string }, { db }) =>
  db.selectFrom('identities').select('id').where('id', '=', id).where('status', '!=', 'active'),
);
