import { definitionDigest, type IdentityDefinition } from '@countersign/core/identity/definition';
import { grantBody } from '@countersign/core/grant/entries';
import type { Json } from '@countersign/core/wire/json';
import type { IdentityChange, StoredIdentity } from '../../ports/register-store.ts';
import type { Context } from '../context.ts';
import { noteworthy } from '../entries.ts';
import { Fault } from '../fault.ts';
import { noIdentity } from './list-identities.ts';
import type { Register } from './register.ts';

/** What the use cases of the register work with. */
export type Keeping = { ctx: Context; register: Register };

/** A change of one identity: what is written, and what the log and the timeline are told. */
export type Kept = {
  identity: StoredIdentity;
  kind: `identity.${string}`;
  /** For both; no words of anybody's. */
  body: { [name: string]: Json };
  /** For the timeline alone. */
  reason?: string | undefined;
};

/**
 * Changes an identity, judged as it is at that moment: null leaves it as it is, and a Fault is thrown.
 * `by` is who keeps the register. What a suspended one holds ends in the same transaction.
 */
export async function keep(
  { ctx, register }: Keeping,
  by: string,
  id: string,
  judge: (current: StoredIdentity | null) => Kept | Fault | null,
): Promise<void> {
  const now = ctx.now();
  const fault = await register.store.change(id, (current): IdentityChange<Fault | null> => {
    const kept = judge(current);
    if (kept === null || kept instanceof Fault) return { result: kept };
    const { identity, kind, body, reason } = kept;
    const entry = noteworthy(ctx, kind, { identity: id, by, ...body });
    const told = { by, ...body, ...(reason === undefined ? {} : { reason }) };
    return {
      result: null,
      identity,
      entries: [entry],
      changes: [{ id: entry.id, identity: id, at: now, kind, body: told }],
      ...(kind === 'identity.suspended'
        ? {
            revoke: {
              at: now,
              why: 'suspended' as const,
              entryOf: (grant) =>
                noteworthy(
                  ctx,
                  'grant.revoked',
                  grantBody['grant.revoked'](grant, by),
                  grant.request,
                ),
            },
          }
        : {}),
    };
  });
  register.forget();
  if (fault) throw fault;
}

/** The definition that the API gave it. What the configuration defines is changed there. */
export function ownDefinition(
  { register }: Keeping,
  id: string,
  current: StoredIdentity | null,
): IdentityDefinition | Fault {
  if (register.file.some((one) => one.id === id)) return inFile(id);
  return current?.definition ?? noIdentity(id);
}

export function inFile(id: string): Fault {
  return new Fault(
    'managed_by_file',
    `The configuration defines ${id}, and what it says counts. Change it there, and restart.`,
  );
}

/** What the log holds of a definition. */
export function defined(definition: IdentityDefinition): { definition: string } {
  return { definition: definitionDigest(definition) };
}
