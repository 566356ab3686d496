import { sql } from 'kysely';
import { statement, type Dialect, type Query } from './statement.ts';

/**
 * What is given to an identity, and what stops it, come one after the other: whoever gives looks at
 * its standing behind `toGive`, whoever stops takes back what was given behind `toStop`. A row to lock
 * there need not be: the configuration defines identities, too. SQLite has one writer at a time anyway.
 * First of all locks, so that nobody who waits here has what another one waits for.
 */
export const identityOrder = {
  toGive: (dialect: Dialect, id: string): Query[] =>
    dialect === 'postgres' ? [share({ id })] : [],
  toStop: (dialect: Dialect, id: string): Query[] => (dialect === 'postgres' ? [take({ id })] : []),
};

// Those who give do not wait for each other.
const share = statement(
  ({ id }: { id: string }) =>
    sql`select pg_advisory_xact_lock_shared(hashtextextended('identity ' || cast(${id} as text), 0))`,
);

const take = statement(
  ({ id }: { id: string }) =>
    sql`select pg_advisory_xact_lock(hashtextextended('identity ' || cast(${id} as text), 0))`,
);
