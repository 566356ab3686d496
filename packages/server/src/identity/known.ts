import type { IdentityBinding, IdentityKey } from '@countersign/core/identity/definition';
import type { FileIdentity } from '@countersign/core/identity/register';
import { claimTexts, isGlob, type Claims } from './claims.ts';

export type Binding = { identity: FileIdentity } & Omit<IdentityBinding, 'issuer'>;

/** The identities, as they are looked up: by the id of a key, and by what a token claims. */
export type Known = {
  key(id: string): { identity: FileIdentity; key: IdentityKey } | undefined;
  /** Bindings that may fit; all others can't. They are still to be compared. */
  bindings(issuer: string, claims: Claims, lists: readonly string[]): Binding[];
};

/** However many identities there are, few bindings share the rarest value that each names exactly. */
export function indexIdentities(identities: readonly FileIdentity[]): Known {
  const keys = new Map(
    identities.flatMap((identity) => identity.keys.map((key) => [key.id, { identity, key }])),
  );
  const byIssuer = Map.groupBy(
    identities.flatMap((identity) => identity.oidc.map((one) => ({ identity, ...one }))),
    ({ issuer }) => issuer,
  );
  const indexes = new Map([...byIssuer].map(([issuer, of]) => [issuer, indexBindings(of)]));
  return {
    key: (id) => keys.get(id),
    bindings: (issuer, claims, lists) => indexes.get(issuer)?.(claims, lists) ?? [],
  };
}

function indexBindings(bindings: Binding[]) {
  const exact = ({ claims }: Binding) =>
    Object.entries(claims).filter(([, value]) => !isGlob(value));
  const counts = new Map<string, number>();
  for (const pair of bindings.flatMap(exact)) {
    counts.set(place(...pair), (counts.get(place(...pair)) ?? 0) + 1);
  }
  const count = (pair: [string, string]) => counts.get(place(...pair)) ?? 0;
  const names = new Set<string>();
  const index = new Map<string, Binding[]>();
  const loose: Binding[] = [];
  for (const binding of bindings) {
    const [rarest] = exact(binding).toSorted((a, b) => count(a) - count(b));
    // No configuration loads with one; if there were, it would be compared with every token.
    if (!rarest) {
      loose.push(binding);
      continue;
    }
    names.add(rarest[0]);
    const at = index.get(place(...rarest));
    if (at) at.push(binding);
    else index.set(place(...rarest), [binding]);
  }
  return (claims: Claims, lists: readonly string[]): Binding[] => [
    ...loose,
    ...[...names].flatMap((name) =>
      claimTexts(claims, name, lists).flatMap((value) => index.get(place(name, value)) ?? []),
    ),
  ];
}

function place(name: string, value: string): string {
  return JSON.stringify([name, value]);
}
