import type { IdentityKey } from '@countersign/core/identity/definition';
import { addKey, removeKey, rotateKey, type Keys } from '@countersign/core/identity/keys';
import type { IdentityView, NewKey } from '@countersign/core/wire/identity-types';
import type { Json } from '@countersign/core/wire/json';
import { Fault } from '../fault.ts';
import { defined, keep, ownDefinition, type Keeping } from './keep.ts';
import { showIdentity } from './list-identities.ts';

/** One more key. */
export function addIdentityKey(keeping: Keeping, by: string, id: string): Promise<NewKey> {
  const now = keeping.ctx.now();
  return withNewKey(keeping, by, id, 'identity.key_added', (keys, key) => addKey(keys, key, now));
}

/** A new key in the place of the one there is, which goes on for `overlapMs`. */
export function rotateIdentityKey(
  keeping: Keeping,
  by: string,
  id: string,
  overlapMs: number,
): Promise<NewKey> {
  const now = keeping.ctx.now();
  return withNewKey(keeping, by, id, 'identity.key_rotated', (keys, key) =>
    rotateKey(keys, key, { overlapMs, now }),
  );
}

/** It opens nothing from now on. */
export async function removeIdentityKey(
  keeping: Keeping,
  by: string,
  id: string,
  key: string,
): Promise<IdentityView> {
  await changeKeys(keeping, by, id, 'identity.key_removed', { key }, (keys) =>
    removeKey(keys, key),
  );
  return showIdentity(keeping.register, id);
}

async function withNewKey(
  keeping: Keeping,
  by: string,
  id: string,
  kind: 'identity.key_added' | 'identity.key_rotated',
  put: (keys: readonly IdentityKey[], key: IdentityKey) => Keys,
): Promise<NewKey> {
  const { hash, ...minted } = keeping.register.mintKey();
  await changeKeys(keeping, by, id, kind, { key: minted.id }, (keys) =>
    put(keys, { id: minted.id, hash, by }),
  );
  return { ...minted, identity: await showIdentity(keeping.register, id) };
}

async function changeKeys(
  keeping: Keeping,
  by: string,
  id: string,
  kind: `identity.${string}`,
  body: { [name: string]: Json },
  change: (keys: readonly IdentityKey[]) => Keys,
): Promise<void> {
  await keep(keeping, by, id, (current) => {
    const before = ownDefinition(keeping, id, current);
    if (before instanceof Fault || !current) return before instanceof Fault ? before : null;
    const changed = change(before.keys);
    if (!changed.ok) return new Fault(changed.refusal.code, changed.refusal.message);
    const definition = { ...before, keys: changed.keys };
    const faults = keeping.register.faultsOf(id, definition);
    if (faults.length > 0) return new Fault('invalid', faults.join(' '));
    return {
      identity: { ...current, definition },
      kind,
      body: { ...body, ...defined(definition) },
    };
  });
}
