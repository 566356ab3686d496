import { digestOf } from '../digest.ts';
import {
  differencesOf,
  type DecidesWhoStandsBehind,
  type IdentityBinding,
  type IdentityDefinition,
} from './definition.ts';

/**
 * A definition with who had each of its bindings made, and what decides about who stands behind it;
 * what was said before stays theirs who said it. Keys have their makers already.
 */
export function withMakers(
  definition: IdentityDefinition,
  before: IdentityDefinition | null,
  by: string,
): IdentityDefinition {
  const changed = before && differencesOf(before, definition);
  const maker = (field: DecidesWhoStandsBehind) =>
    before && !changed?.includes(field) ? before.saidBy?.[field] : by;
  return {
    ...definition,
    oidc: definition.oidc.map(
      (binding) => before?.oidc.find((one) => sameBinding(one, binding)) ?? { ...binding, by },
    ),
    saidBy: { owner: maker('owner'), requireKnownStarter: maker('requireKnownStarter') },
  };
}

function sameBinding(one: IdentityBinding, other: IdentityBinding): boolean {
  return place(one) === place(other);
}

function place({ issuer, claims }: IdentityBinding) {
  return digestOf({ issuer, claims });
}
