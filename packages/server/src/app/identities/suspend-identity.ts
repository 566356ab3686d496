import type { IdentityView } from '@countersign/core/wire/identity-types';
import type { StoredIdentity } from '../../ports/register-store.ts';
import { Fault } from '../fault.ts';
import { keep, type Keeping } from './keep.ts';
import { noIdentity, showIdentity } from './list-identities.ts';

/**
 * From now on it asks for nothing, nothing that was approved for it starts, and what it holds ends.
 * One that the configuration defines can be suspended, too; doing it twice changes nothing.
 */
export async function suspendIdentity(
  keeping: Keeping,
  by: string,
  id: string,
  reason: string,
): Promise<IdentityView> {
  const masked = await keeping.ctx.maskText(reason);
  const now = keeping.ctx.now();
  await keep(keeping, by, id, (current) => {
    const stored = known(keeping, id, current);
    if (stored instanceof Fault || stored.status === 'suspended') {
      return stored instanceof Fault ? stored : null;
    }
    return {
      identity: { ...stored, status: 'suspended', statusAt: now },
      kind: 'identity.suspended',
      body: {},
      reason: masked,
    };
  });
  return showIdentity(keeping.register, id);
}

/** It may ask again. What ended when it was suspended stays ended. */
export async function resumeIdentity(
  keeping: Keeping,
  by: string,
  id: string,
): Promise<IdentityView> {
  const now = keeping.ctx.now();
  await keep(keeping, by, id, (current) => {
    const stored = known(keeping, id, current);
    if (stored instanceof Fault) return stored;
    if (keeping.register.file.some((one) => one.id === id && one.status === 'suspended')) {
      return new Fault(
        'managed_by_file',
        `The configuration says that ${id} is suspended. Change it there, and restart.`,
      );
    }
    if (stored.status === 'active') return null;
    return {
      identity: { ...stored, status: 'active', statusAt: now },
      kind: 'identity.resumed',
      body: {},
    };
  });
  return showIdentity(keeping.register, id);
}

/** As stored, or as it would be where only the configuration defines it. */
function known(
  { ctx, register }: Keeping,
  id: string,
  current: StoredIdentity | null,
): StoredIdentity | Fault {
  const isInFile = register.file.some((one) => one.id === id);
  if (current && (isInFile || current.definition)) return current;
  if (!isInFile) return noIdentity(id);
  const now = ctx.now();
  return { id, definition: null, status: 'active', statusAt: now, createdAt: now };
}
