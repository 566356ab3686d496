import { withoutMakers } from '@countersign/core/identity/definition';
import type { RegisterItem } from '@countersign/core/identity/register';
import type { Standing } from '@countersign/core/identity/standing';
import type { IdentityView } from '@countersign/core/wire/identity-types';
import type { IdentityUse } from '../../ports/register-store.ts';
import { proofName } from './note-uses.ts';
import type { Register } from './register.ts';

/** An identity as who keeps the register sees it; `uses` are its own. */
export function viewIdentity(
  register: Register,
  item: RegisterItem,
  uses: readonly IdentityUse[],
): IdentityView {
  const { id, source, definition, differences, createdAt } = item;
  const { keys, oidc, ...fields } = withoutMakers(definition);
  const lastUsed = (proof: string) => {
    const use = uses.find((one) => one.proof === proof);
    return use ? { lastUsed: iso(use.at) } : {};
  };
  const seen = uses.length === 0 ? null : Math.max(...uses.map(({ at }) => at));
  const since = seen ?? createdAt;
  return {
    id,
    ...fields,
    source,
    differences,
    standing: standingOf(register, item),
    keys: keys.map((key) => ({
      id: key.id,
      ...(key.expires === undefined ? {} : { expires: key.expires }),
      ...lastUsed(proofName({ kind: 'api_key', keyId: key.id })),
    })),
    oidc: oidc.map((binding) => ({
      ...binding,
      ...lastUsed(proofName({ kind: 'oidc', issuer: binding.issuer })),
    })),
    ...(seen === null ? {} : { lastSeen: iso(seen) }),
    stale: since !== null && register.now() - since >= register.staleAfterMs,
    unused: seen === null,
    ...(createdAt === null ? {} : { createdAt: iso(createdAt) }),
  };
}

function standingOf(
  { isOwner }: Pick<Register, 'isOwner'>,
  { suspendedBy, definition }: RegisterItem,
): Standing {
  if (suspendedBy.length > 0) return 'suspended';
  return isOwner(definition.owner) ? 'active' : 'ownerless';
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
