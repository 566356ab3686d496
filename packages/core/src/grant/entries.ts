import type { Json } from '../wire/json.ts';
import type { Grant } from './grant.ts';

/** Bodies of the log's entries about a grant, by kind; story-grant.ts recounts them. */
export const grantBody = {
  'grant.issued': (grant: Grant): Json => ({
    ...which(grant),
    identity: grant.identity,
    audience: grant.audience,
    scope: grant.scope,
    targets: grant.targets,
    uses: grant.maxUses,
    expiresAt: new Date(grant.expiresAt).toISOString(),
  }),
  /** `by` is the resource server or the operator that redeemed it. */
  'grant.redeemed': (grant: Grant, by: string): Json => ({ ...which(grant), use: grant.uses, by }),
  /** `asked` is the digest that it was to be redeemed with, where that is another one. */
  'grant.refused': (grant: Grant, why: string, by: string, asked?: string): Json => ({
    ...which(grant),
    why,
    by,
    ...(asked === undefined ? {} : { asked }),
  }),
  'grant.revoked': (grant: Grant, by?: string): Json => ({
    ...which(grant),
    why: grant.revoked?.why ?? null,
    ...(by === undefined ? {} : { by }),
  }),
};

function which({ id, digest }: Grant) {
  return { grant: id, digest };
}
