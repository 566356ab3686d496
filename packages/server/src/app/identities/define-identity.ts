import type { IdentityDefinition } from '@countersign/core/identity/definition';
import { withMakers } from '@countersign/core/identity/makers';
import type { IdentityInput, IdentityView } from '@countersign/core/wire/identity-types';
import { Fault } from '../fault.ts';
import { defined, inFile, keep, ownDefinition, type Keeping } from './keep.ts';
import { showIdentity } from './list-identities.ts';

/** A new identity; it has no key yet. */
export async function createIdentity(
  keeping: Keeping,
  by: string,
  { id, ...input }: IdentityInput & { id: string },
): Promise<IdentityView> {
  const definition = withMakers(definitionOf(input, []), null, by);
  assertSound(keeping, id, definition);
  const now = keeping.ctx.now();
  await keep(keeping, by, id, (current) => {
    if (keeping.register.file.some((one) => one.id === id)) return inFile(id);
    if (current?.definition) return exists(id);
    // One that the configuration defined once may have been suspended: it stays so.
    const status = current?.status ?? 'active';
    return {
      identity: { id, definition, status, statusAt: now, createdAt: now },
      kind: 'identity.created',
      body: defined(definition),
    };
  });
  return showIdentity(keeping.register, id);
}

/** All that is said of it but its keys, anew. */
export async function changeIdentity(
  keeping: Keeping,
  by: string,
  id: string,
  input: IdentityInput,
): Promise<IdentityView> {
  await keep(keeping, by, id, (current) => {
    const before = ownDefinition(keeping, id, current);
    if (before instanceof Fault || !current) return before instanceof Fault ? before : null;
    const definition = withMakers(definitionOf(input, before.keys), before, by);
    const fault = faultOf(keeping, id, definition);
    if (fault) return fault;
    return {
      identity: { ...current, definition },
      kind: 'identity.changed',
      body: defined(definition),
    };
  });
  return showIdentity(keeping.register, id);
}

function definitionOf(
  { oidc = [], ...input }: IdentityInput,
  keys: IdentityDefinition['keys'],
): IdentityDefinition {
  return { ...input, oidc, keys };
}

function assertSound(keeping: Keeping, id: string, definition: IdentityDefinition): void {
  const fault = faultOf(keeping, id, definition);
  if (fault) throw fault;
}

function faultOf({ register }: Keeping, id: string, definition: IdentityDefinition): Fault | null {
  const nobody = register.isOwner(definition.owner)
    ? []
    : [
        `Nobody here is “${definition.owner ?? ''}”: an owner is the id of a person under people, or team: and the id of one under ownerTeams.`,
      ];
  const faults = [...nobody, ...register.faultsOf(id, definition)];
  return faults.length === 0 ? null : new Fault('invalid', faults.join(' '));
}

function exists(id: string): Fault {
  return new Fault('identity_exists', `There is an identity ${id} already. Choose another id.`);
}
