import { sql } from 'kysely';
import type { CredentialStore } from '../ports/credential-store.ts';
import { atMost } from './at-most.ts';
import { CREDENTIAL, readCredential } from './credential-row.ts';
import type { Engine } from './engine.ts';
import { statement } from './statement.ts';

// A literal, since the index of those that are left serves no parameter.
const CLOSED = sql.lit('closed');

type Ask = Parameters<CredentialStore['claim']>[0];

/** One statement: what is to be closed is the claimer's for a while. */
export async function claimCredentials(
  engine: Engine,
  ask: Ask,
): Promise<Awaited<ReturnType<CredentialStore['claim']>>> {
  const rows = await engine.statement(claim({ ...ask, heldUntil: ask.now + ask.leaseMs }));
  return { claimed: rows.map(readCredential), nextDue: await nextDue(engine) };
}

export async function nextDue({ read }: Engine): Promise<number | null> {
  return (await read(next({})))[0]?.at ?? null;
}

type Claim = { now: number; limit: number; heldUntil: number };

const claim = statement(({ now, limit, heldUntil }: Claim, { db, dialect }) =>
  db
    .updateTable('credentials')
    .set({
      status: 'closing',
      held_until: heldUntil,
      tries: sql<number>`tries + 1`,
      why: sql<string>`coalesce(why, case
        when status = 'opening' then 'not_opened'
        when closes_at <= ${now} then 'expired'
        else 'revoked' end)`,
    })
    .where('id', 'in', (due) =>
      due
        .selectFrom('credentials as one')
        .select('one.id')
        .where('one.status', '<>', CLOSED)
        .where((eb) => eb.or([eb('one.held_until', 'is', null), eb('one.held_until', '<=', now)]))
        .where((eb) =>
          eb.or([
            eb('one.due_at', '<=', now),
            eb.and([
              eb('one.status', '=', 'open'),
              eb.exists(
                eb
                  .selectFrom('grants')
                  .select('grants.id')
                  .whereRef('grants.id', '=', 'one.grant_id')
                  .where('grants.revoked_at', 'is not', null),
              ),
            ]),
          ]),
        )
        .orderBy('one.due_at')
        .limit(atMost(limit))
        .$if(dialect === 'postgres', (query) => query.forUpdate('one').skipLocked()),
    )
    .returning(CREDENTIAL),
);

const next = statement((_: object, { db }) =>
  db
    .selectFrom('credentials')
    .select((eb) => eb.fn.min<number | null>(sql`coalesce(held_until, due_at)`).as('at'))
    .where('status', '<>', CLOSED),
);
