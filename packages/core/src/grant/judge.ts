import type { Digest } from '../digest.ts';
import type { Use } from '../request/start.ts';
import { approversOwn, notApproved } from '../request/start.ts';
import type { Behind, RequestState } from '../request/state.ts';
import { noGrantText } from '../policy/explain-grant.ts';
import { moment } from '../text/moment.ts';
import { grantStatus, type Grant } from './grant.ts';
import { isOwnAudience } from './own-audience.ts';

export type GrantRefusal = {
  code:
    | 'not_approved'
    | 'own_request'
    | 'stale_digest'
    | 'no_grant'
    | 'run_not_started'
    | 'grant_taken'
    | 'grant_ended'
    | 'audience_not_granted'
    | 'scope_not_granted'
    | 'approval_too_old'
    | 'clock_went_back';
  message: string;
};

export type GrantAsked = {
  /** Of what is about to run. */
  digest: Digest;
  run: string;
  /** Narrows the token to these; all that policy names where left out. */
  audience?: readonly string[];
  /** The same of its scope. */
  scope?: readonly string[];
  /** The people behind the call, who need not be those behind the run. */
  behind: readonly Behind[];
  /** The runs that took the approval. */
  runs: readonly Use[];
  /** The grant that the approval has given. */
  given: Grant | null;
  /** For the first one. */
  newId: string;
  /** What the service itself is called. */
  own: readonly string[];
};

/** `audience` and `scope` are those of the token. */
type Granted = { ok: true; grant: Grant; isNew: boolean; audience: string[]; scope: string[] };

/**
 * Whether this run gets the grant of its approval. The same run may ask again, and is answered with
 * the same one; no other run is ever answered with it.
 */
export function judgeGrant(
  state: RequestState,
  asked: GrantAsked,
  now: number,
): Granted | { ok: false; refusal: GrantRefusal } {
  if (state.status !== 'approved') return refused('not_approved', notApproved(state));
  const { plan } = state;
  const refusal = plan.grant === undefined ? noGrant(state) : (otherChange(state, asked) ?? null);
  if (refusal) return { ok: false, refusal };
  const approvers = approversOwn(state, asked.behind);
  if (approvers !== null) return refused('own_request', approvers);
  if (!asked.runs.some(({ run }) => run === asked.run)) {
    return refused(
      'run_not_started',
      `This run has not taken the approval of ${state.id}: start it first, and ask for its grant then.`,
    );
  }
  const judged = asked.given ? again(asked.given, asked.run, now) : first(state, asked, now);
  if (!judged.ok) return judged;
  const { grant } = judged;
  const { scope = grant.scope } = asked;
  const beyond = scope.find((name) => !grant.scope.includes(name));
  if (beyond !== undefined) {
    return refused(
      'scope_not_granted',
      `No grant was issued with ${beyond}: policy grants ${grant.scope.join(', ') || 'no scope'}.`,
    );
  }
  const audience = narrowed(grant, asked);
  return typeof audience === 'string'
    ? refused('audience_not_granted', audience)
    : { ...judged, audience, scope: [...scope] };
}

/** `grant:deploy:production:payments-api`; a resource may have colons of its own, and stands last. */
export function subjectOf({
  action,
  environment,
  resource,
}: Pick<RequestState, 'action' | 'environment' | 'resource'>): string {
  return `grant:${action}:${environment}:${resource}`;
}

/**
 * Until when an approval is worth a grant: as long as policy lets it serve runs or, where policy
 * says nothing of that, as long again as the request could have stayed open; from the decision on.
 */
export function approvalEnds({ plan, decidedAt = 0 }: RequestState): number {
  return decidedAt + approvalLifeMs(plan);
}

export function approvalLifeMs({
  reuse,
  expiresInMs,
}: Pick<RequestState['plan'], 'reuse' | 'expiresInMs'>): number {
  return reuse?.withinMs ?? expiresInMs;
}

function first(
  state: RequestState,
  { digest, run, runs, newId }: GrantAsked,
  now: number,
): { ok: true; grant: Grant; isNew: true } | { ok: false; refusal: GrantRefusal } {
  const { plan, decidedAt = 0, id, identity, action, environment, resource } = state;
  if (!plan.grant) return { ok: false, refusal: noGrant(state) };
  if (now < Math.max(decidedAt, ...runs.map(({ at }) => at))) {
    return refused(
      'clock_went_back',
      'No grant was issued: the clock of the service is behind what this request has already seen. An operator has to set it right.',
    );
  }
  const { audience, scope, targets, uses, lifetimeMs } = plan.grant;
  const ends = approvalEnds(state);
  const issuedAt = wholeSeconds(now);
  const expiresAt = wholeSeconds(Math.min(issuedAt + lifetimeMs, ends));
  // What ends in the second in which it begins would be of no use to anybody.
  if (expiresAt <= now) {
    return refused(
      'approval_too_old',
      `No grant was issued: this approval was good for one until ${moment(ends)}. Ask again for another one.`,
    );
  }
  const grant: Grant = {
    id: newId,
    request: id,
    identity: identity.id,
    digest,
    run,
    subject: subjectOf(state),
    action,
    environment,
    resource,
    audience,
    scope,
    targets,
    uses: 0,
    maxUses: uses,
    issuedAt,
    expiresAt,
  };
  return { ok: true, grant, isNew: true };
}

function again(
  grant: Grant,
  run: string,
  now: number,
): { ok: true; grant: Grant; isNew: false } | { ok: false; refusal: GrantRefusal } {
  if (grant.run !== run) {
    return refused(
      'grant_taken',
      `The grant of this approval was given to another run at ${moment(grant.issuedAt)}, and an approval has one: ask again for another approval.`,
    );
  }
  const status = grantStatus(grant, now);
  if (status === 'live') return { ok: true, grant, isNew: false };
  const how = { used_up: 'is used up', expired: 'has expired', revoked: 'was revoked' }[status];
  return refused(
    'grant_ended',
    `The grant of this approval ${how}, and an approval has one: ask again for another approval.`,
  );
}

function otherChange(state: RequestState, { digest }: GrantAsked): GrantRefusal | null {
  if (digest === state.digest) return null;
  return {
    code: 'stale_digest',
    message: `No grant was issued: what is about to run (${digest}) is not the change that was approved (${state.digest}). Ask for this one.`,
  };
}

function noGrant({ plan, id }: RequestState): GrantRefusal {
  const why = plan.noGrant
    ? noGrantText(plan.noGrant)
    : 'no rule that judged it names one under "grant"';
  return { code: 'no_grant', message: `The approval of ${id} gives no grant: ${why}.` };
}

/** The audiences of this token, or why it has none. */
function narrowed(grant: Grant, { audience = grant.audience, own }: GrantAsked): string[] | string {
  const strange = audience.find((name) => !grant.audience.includes(name));
  if (audience.length === 0 || strange !== undefined) {
    return `No grant was issued for ${strange ?? 'nobody'}: policy grants it for ${grant.audience.join(', ')}.`;
  }
  // Policy was read under another configuration, perhaps.
  const ours = audience.find((name) => isOwnAudience(name, own));
  if (ours === undefined) return [...audience];
  return `No grant was issued for ${ours}: that is this service itself, which takes no grants.`;
}

function refused(code: GrantRefusal['code'], message: string) {
  return { ok: false, refusal: { code, message } } as const;
}

/** A token tells its times in whole seconds (RFC 7519, NumericDate). */
function wholeSeconds(ms: number): number {
  return ms - (ms % 1_000);
}
