import type { Grant } from '@countersign/core/grant/grant';
import type { TimelineEntry } from '@countersign/core/wire/identity-types';
import type { Json } from '@countersign/core/wire/json';
import type { TimelineItem, TimelinePlace } from '../../ports/register-store.ts';
import { Fault } from '../fault.ts';
import { noIdentity } from './list-identities.ts';
import type { Register } from './register.ts';

type Ask = { after?: string | undefined; limit: number };

/** What an identity asked for and what came of it, and what became of itself, newest first. */
export async function showTimeline(
  register: Register,
  identity: string,
  { after, limit }: Ask,
): Promise<{ items: TimelineEntry[]; next?: string }> {
  const before = after === undefined ? undefined : readPlace(after);
  const found = await register.store.timeline({
    identity,
    ...(before ? { before } : {}),
    limit: limit + 1,
  });
  // What one that is in the register no more has asked for is still to be seen.
  if (found.length === 0 && !(await register.find(identity))) throw noIdentity(identity);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(shown),
    ...(found.length > limit && last ? { next: writePlace(placeOf(last)) } : {}),
  };
}

function shown(item: TimelineItem): TimelineEntry {
  if (item.type === 'change') {
    const { at, kind, body } = item.change;
    return { type: 'change', at: iso(at), kind, by: '', ...texts(body) };
  }
  const { state, runs, outcome } = item.request;
  return {
    type: 'request',
    at: iso(state.createdAt),
    request: state.id,
    action: state.action,
    resource: state.resource,
    environment: state.environment,
    digest: state.digest,
    status: state.status,
    ...(state.decidedAt === undefined ? {} : { decidedAt: iso(state.decidedAt) }),
    votes: state.votes.map(({ vote, person, at }) => ({
      vote,
      person: { id: person.id, name: person.name },
      at: iso(at),
    })),
    runs: runs.length,
    ...(outcome ? { outcome: { ...outcome, at: iso(outcome.at) } } : {}),
    ...(item.grant ? { grant: shownGrant(item.grant) } : {}),
    events: item.entries.map(({ at, kind }) => ({ at, kind })),
  };
}

function shownGrant({ id, issuedAt, expiresAt, uses, maxUses, revoked }: Grant) {
  return {
    id,
    issuedAt: iso(issuedAt),
    expiresAt: iso(expiresAt),
    uses,
    maxUses,
    ...(revoked ? { revoked: { at: iso(revoked.at), why: revoked.why } } : {}),
  };
}

/** What a change says of itself. */
function texts(body: Json): { by?: string; reason?: string; key?: string } {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return {};
  const told = ['by', 'reason', 'key'].map((name) => [name, body[name]] as const);
  return Object.fromEntries(told.filter(([, value]) => typeof value === 'string'));
}

function placeOf(item: TimelineItem): TimelinePlace {
  if (item.type === 'change') return { at: item.change.at, id: item.change.id };
  return { at: item.request.state.createdAt, id: item.request.state.id };
}

function writePlace({ at, id }: TimelinePlace): string {
  return `${at}.${id}`;
}

function readPlace(text: string): TimelinePlace {
  const [, at, id] = /^(\d{1,15})\.(.{1,100})$/u.exec(text) ?? [];
  if (at !== undefined && id !== undefined) return { at: Number(at), id };
  throw new Fault(
    'invalid',
    'The “after” names no place in a timeline. Give back the “next” of the page before.',
  );
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
