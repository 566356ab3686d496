import type { IdentityView } from '@countersign/core/wire/identity-types';
import { Fault } from '../fault.ts';
import type { Register } from './register.ts';
import { viewIdentity } from './view.ts';

/** `different`: those of which the API says otherwise than the configuration. */
export const listedBy = [
  'active',
  'suspended',
  'ownerless',
  'stale',
  'unused',
  'different',
] as const;
type ListedBy = (typeof listedBy)[number];

type Ask = { only?: ListedBy | undefined; after?: string | undefined; limit: number };

/** A page of the register, by id. */
export async function listIdentities(
  register: Register,
  { only, after, limit }: Ask,
): Promise<{ items: IdentityView[]; next?: string }> {
  const [items, uses] = await Promise.all([register.items(), register.store.uses()]);
  const usesBy = Map.groupBy(uses, ({ identity }) => identity);
  const page: IdentityView[] = [];
  for (const item of items) {
    if (after !== undefined && item.id <= after) continue;
    const view = viewIdentity(register, item, usesBy.get(item.id) ?? []);
    if (only !== undefined && !isListed(view, only)) continue;
    // One more than asked tells that there is another page.
    if (page.length === limit) return { items: page, next: page.at(-1)?.id ?? '' };
    page.push(view);
  }
  return { items: page };
}

export async function showIdentity(register: Register, id: string): Promise<IdentityView> {
  const [item, uses] = await Promise.all([register.find(id), register.store.uses(id)]);
  if (!item) throw noIdentity(id);
  return viewIdentity(register, item, uses);
}

export function noIdentity(id: string): Fault {
  return new Fault(
    'not_found',
    `There is no identity ${id}, neither in the configuration nor made by the API.`,
  );
}

function isListed(view: IdentityView, only: ListedBy): boolean {
  switch (only) {
    case 'stale':
    case 'unused':
      return view[only];
    case 'different':
      return view.differences.length > 0;
    case 'active':
    case 'suspended':
    case 'ownerless':
      return view.standing === only;
  }
}
