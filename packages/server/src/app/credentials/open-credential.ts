import type { CredentialRecord } from '@countersign/core/credential/credential';
import { credentialBody } from '@countersign/core/credential/entries';
import { judgeOpening } from '@countersign/core/credential/judge';
import type { Digest } from '@countersign/core/digest';
import { grantBody } from '@countersign/core/grant/entries';
import type { Grant } from '@countersign/core/grant/grant';
import type { Access, Credential, CredentialKey } from '@countersign/core/wire/credential-types';
import type { CredentialChange } from '../../ports/credential-store.ts';
import type { GrantTarget } from '../../ports/grant-target.ts';
import { approversOwn } from '@countersign/core/request/start';
import type { Caller } from '../caller.ts';
import type { Context } from '../context.ts';
import { noteworthy } from '../entries.ts';
import { Fault } from '../fault.ts';
import { endGrant } from '../grants/end-grant.ts';
import { assertMayAct } from '../identities/may-act.ts';
import { within } from './within.ts';

export type OpeningInput = {
  target: string;
  /** Of what is about to run. */
  digest: Digest;
  publicKey?: CredentialKey | undefined;
  /** The idempotency key. */
  key: string | null;
};

/** An attempt ends by itself well before somebody else may close what it opens. */
const ATTEMPT_MS = 20_000;
const HOLD_MS = 30_000;

/**
 * Opens a system for the identity of a grant, until the grant ends. What will close it is committed
 * before anything is opened; what is not handed over is closed at once. No secret is kept: whose answer
 * was lost asks with the same key, and gets another credential in its place, or none where the
 * target hands over once.
 */
export async function openCredential(
  ctx: Context,
  caller: Caller,
  id: string,
  input: OpeningInput,
): Promise<Credential> {
  await assertMayAct(ctx, caller);
  const grant = await ctx.store.grants.get(id);
  if (grant?.identity !== caller.identity.id) throw noGrant(id);
  await assertNotTheirs(ctx, caller, grant);
  const target = targetFor(ctx, grant, input.target);
  const fault = await target.keyFault(input.publicKey);
  if (fault !== null) throw new Fault('invalid', `Nothing was opened. ${fault}`);
  const begun = await begin(ctx, { grant, target, input, credential: ctx.newId('crd') });
  const { publicKey } = input;
  const access = await open(ctx, target, begun, publicKey);
  const at = ctx.now();
  const record = { ...begun, openedAt: at };
  const entries = [noted(ctx, 'credential.opened', record)];
  if (!(await ctx.store.credentials.opened(begun.id, at, { entries }))) {
    await ctx.store.credentials.abandon(begun.id, ctx.now());
    throw unavailable(target);
  }
  const { closesAt } = begun;
  return {
    id: begun.id,
    grant: grant.id,
    target: target.name,
    closesAt: new Date(closesAt).toISOString(),
    ...access,
  };
}

/** A key of their own opens nothing to whoever let the run begin. */
async function assertNotTheirs(ctx: Context, { behind }: Caller, grant: Grant): Promise<void> {
  if (behind.length === 0) return;
  const stored = await ctx.store.requests.get(grant.request);
  const own = stored && approversOwn(stored.state, behind);
  if (own) throw new Fault('own_request', `Nothing was opened. ${own}`);
}

function noGrant(id: string): Fault {
  return new Fault(
    'not_found',
    `There is no grant ${id} of this identity. Check the id and the credential.`,
  );
}

/** By the configuration alone: what the grant names, is judged under its lock. */
function targetFor(ctx: Context, { resource }: Grant, name: string): GrantTarget {
  const target = ctx.targets.get(name);
  if (target === undefined) {
    throw new Fault(
      'target_not_granted',
      `Nothing was opened: the configuration has no target “${name}”. An operator has to name it under targets.`,
    );
  }
  if (target.serves(resource)) return target;
  throw new Fault(
    'target_not_granted',
    `Nothing was opened: ${name} is not for ${resource}. What it is for stands under its resources in the configuration.`,
  );
}

type Beginning = { grant: Grant; target: GrantTarget; input: OpeningInput; credential: string };

/** Judged and written down in one transaction, with the time from which on it is to be closed. */
async function begin(ctx: Context, beginning: Beginning): Promise<CredentialRecord> {
  const { id, request } = beginning.grant;
  const begun = await ctx.store.credentials.change<CredentialRecord | Fault>(
    request,
    (current, held, earlier) => {
      if (held?.id !== id) return { result: noGrant(id) };
      if (beginning.input.digest !== current.state.digest) return otherChange(ctx, held, beginning);
      const { target, input } = beginning;
      const now = ctx.now();
      const asked = { grant: held, target, key: input.key, earlier };
      const judged = judgeOpening(asked, now);
      if (!judged.ok) {
        const { code, message, retryAfter } = judged.refusal;
        return { result: new Fault(code, message, retryAfter) };
      }
      const credential = recordOf(beginning, held);
      const body = credentialBody['credential.opening'](credential, held.digest);
      return {
        opening: { credential, heldUntil: now + HOLD_MS },
        replaces: judged.replaces.map((one) => one.id),
        // Of the moment that was judged: the next one may be after the grant's end.
        entries: [
          {
            ...noteworthy(ctx, 'credential.opening', body, request),
            at: new Date(now).toISOString(),
          },
        ],
        result: credential,
      };
    },
  );
  if (begun === null) throw noGrant(id);
  if (begun instanceof Fault) throw begun;
  return begun;
}

/** Whoever comes with another change has left what was agreed: that ends the grant. */
function otherChange(
  ctx: Context,
  held: Grant,
  { input: { digest, target } }: Beginning,
): CredentialChange<Fault> {
  const refused = grantBody['grant.refused'](held, 'changed', target, digest);
  const { entries: ending = [], ...ended } = endGrant(ctx, held, 'changed');
  const message = `Nothing was opened: what is about to run (${digest}) is not the change that was approved (${held.digest}). That ended the grant: ask for this change.`;
  return {
    ...ended,
    entries: [noteworthy(ctx, 'grant.refused', refused, held.request), ...ending],
    result: new Fault('stale_digest', message),
  };
}

function recordOf({ target, input, credential }: Beginning, held: Grant): CredentialRecord {
  return {
    id: credential,
    request: held.request,
    grant: held.id,
    target: target.name,
    kind: target.kind,
    key: input.key,
    status: 'opening',
    openedAt: null,
    closesAt: held.expiresAt,
    tries: 0,
    error: null,
    why: null,
    closedAt: null,
  };
}

async function open(
  ctx: Context,
  target: GrantTarget,
  { id, grant, request, closesAt }: CredentialRecord,
  publicKey: CredentialKey | undefined,
): Promise<Access> {
  const opening = { id, grant, request, closesAt, publicKey };
  const opened = await within(ATTEMPT_MS, () => target.open(opening));
  if (opened.ok) return opened.value;
  ctx.report.error(
    { target: target.name, credential: id, error: opened.error },
    'A target could not be opened.',
  );
  // Where no answer came, it may still be opened: then its hold runs out first.
  if (!opened.isSilent) await ctx.store.credentials.abandon(id, ctx.now());
  throw unavailable(target);
}

function unavailable({ name }: GrantTarget): Fault {
  return new Fault(
    'unavailable',
    `${name} could not be opened; what was begun is closed again. Try again; operators find why in the service’s log.`,
    2,
  );
}

function noted(ctx: Context, kind: 'credential.opened', record: CredentialRecord) {
  return noteworthy(ctx, kind, credentialBody[kind](record), record.request);
}
