import { revokedWhys, type RevokedWhy } from '../grant/grant.ts';
import type { Entry } from './entry.ts';
import { broken, isCount, isRecord, member } from './story-parts.ts';

/** The credential that an approval gave. Instants are in ISO 8601. */
export type GrantStory = {
  readonly id: string;
  readonly issuedAt: string;
  readonly expiresAt: string;
  /** How often it was redeemed. */
  readonly uses: number;
  readonly revoked?: RevokedWhy;
};

type Terms = { uses: number; lifetimeMs: number; withinMs: number };
type Approval = { submitted: Entry; decided: Entry };

/**
 * Grants are counted again: one at most, after the approval and a run, no longer and no oftener
 * than policy let it last, and nothing of it after its end.
 */
export function readGrant(
  rest: readonly Entry[],
  { submitted, decided }: Approval,
): { grant?: GrantStory } {
  const told = rest.filter(({ kind }) => kind.startsWith('grant.'));
  const [issued, ...later] = told;
  if (issued === undefined) return {};
  if (issued.kind !== 'grant.issued') throw broken(`entry ${issued.id} is of a grant that is none`);
  const id = member(issued, 'grant');
  if (typeof id !== 'string') throw broken(`entry ${issued.id} names no grant`);
  const terms = termsIn(submitted);
  assertEarned(issued, rest, decided);
  const expiresAt = assertShort(issued, terms, decided);
  let uses = 0;
  let revoked: RevokedWhy | undefined;
  for (const entry of later) {
    if (entry.kind === 'grant.issued') throw broken('two grants were issued for one approval');
    if (member(entry, 'grant') !== id) throw broken(`entry ${entry.id} is of another grant`);
    if (entry.kind === 'grant.redeemed') {
      uses += 1;
      if (revoked) throw broken('a grant was redeemed after it was revoked');
      if (entry.at >= expiresAt) throw broken('a grant was redeemed after it had expired');
      if (uses > terms.uses) throw broken(`a grant was redeemed ${uses} times of ${terms.uses}`);
    }
    if (entry.kind === 'grant.revoked') {
      if (revoked) throw broken('a grant was revoked twice');
      revoked = whyIn(entry);
    }
  }
  return { grant: { id, issuedAt: issued.at, expiresAt, uses, ...(revoked && { revoked }) } };
}

function assertEarned(issued: Entry, rest: readonly Entry[], decided: Entry): void {
  const before = rest.slice(0, rest.indexOf(issued));
  if (decided.kind !== 'request.approved' || !before.includes(decided)) {
    throw broken('a grant was issued that nothing had approved');
  }
  if (!before.some(({ kind }) => kind === 'run.started')) {
    throw broken('a grant was issued and no run had begun');
  }
}

function assertShort(issued: Entry, { lifetimeMs, withinMs }: Terms, decided: Entry): string {
  const expiresAt = member(issued, 'expiresAt');
  const end = typeof expiresAt === 'string' ? Date.parse(expiresAt) : Number.NaN;
  if (
    typeof expiresAt !== 'string' ||
    Number.isNaN(end) ||
    new Date(end).toISOString() !== expiresAt
  ) {
    throw broken('a grant has no time to expire');
  }
  if (end > Date.parse(issued.at) + lifetimeMs) {
    throw broken('a grant lasts longer than policy lets it');
  }
  if (end > Date.parse(decided.at) + withinMs) throw broken('a grant outlives its approval');
  return expiresAt;
}

/** What policy gives, as the submission has it. */
function termsIn(submitted: Entry): Terms {
  const terms = member(submitted, 'grant');
  if (!isRecord(terms)) throw broken('a grant was issued that policy does not give');
  const { uses, lifetimeMs, withinMs } = terms;
  if (isCount(uses) && isCount(lifetimeMs) && isCount(withinMs)) {
    return { uses, lifetimeMs, withinMs };
  }
  throw broken('the terms of its grant are malformed');
}

function whyIn(entry: Entry): RevokedWhy {
  const why = revokedWhys.find((one) => one === member(entry, 'why'));
  if (why === undefined) throw broken(`entry ${entry.id} does not say why a grant was revoked`);
  return why;
}
